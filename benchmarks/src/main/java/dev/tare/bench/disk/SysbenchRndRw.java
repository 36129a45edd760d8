package dev.tare.bench.disk;

import dev.tare.bench.capture.Timed;
import dev.tare.probe.Probe;
import dev.tare.result.Metrics;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * What do reads and writes cost when they are synced now and then, as a database does?
 *
 * <p>Sysbench's rndrw (Dhar 2016, ch. 4.5.2): 8 KiB at random offsets, reads to writes as 3 to 2,
 * and an fsync after every 100 requests. A layer shows in the fsync most: a journal of its own, or
 * a virtual disk that passes each flush on. Expect less than {@link RandomFile} everywhere, and the
 * wider gap between layers. An fsync counts in the score, not in the latency of a request.
 *
 * <p>{@code java -jar target/benchmarks.jar disk.SysbenchRndRw -p size=256m}
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class SysbenchRndRw extends FileBenchmark {
  /** Equals what there are requests to an fsync, so that each batch holds one. */
  private static final int BATCH = 100;

  @Override
  protected Probe open() {
    return open("random-file", Map.of("shape", "rndrw"));
  }

  /** One request: a read or a write of 8 KiB. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long request(Timed timed) {
    long fsyncs = timed.batch(probe(), BATCH);
    timed.rate(Metrics.FSYNCS, fsyncs);
    return fsyncs;
  }
}
