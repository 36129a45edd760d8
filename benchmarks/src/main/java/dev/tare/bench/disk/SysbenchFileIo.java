package dev.tare.bench.disk;

import dev.tare.bench.capture.Takes;
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
import org.openjdk.jmh.annotations.Param;

/**
 * What do reads and writes of many files cost when all files are synced now and then?
 *
 * <p>Sysbench's fileio (Dhar 2016, ch. 4.5.2): requests of 16 KiB to 128 files, and an fsync of all
 * of them after every 100 requests, where one of these wrote. A layer shows in the fsyncs most: a
 * journal of its own, or a virtual disk that passes each flush on. Expect less than {@link
 * RandomFile} everywhere, and the wider gap between layers. An fsync counts in the score, not in
 * the latency of a request.
 *
 * <p>The offsets are spread evenly, as sysbench's were before 1.0; since then it prefers a few
 * unless {@code --rand-type=uniform} is given. The study's files are buffered: {@code
 * direct=false}.
 *
 * <p>{@code java -jar target/benchmarks.jar disk.SysbenchFileIo -p size=256m -p mode=rndrw,seqwr}
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class SysbenchFileIo extends FileBenchmark {
  /** Equals what there are requests to the fsyncs, so that each batch holds those once. */
  private static final int BATCH = 100;

  private static final double MB_PER_REQUEST = 0.016384;

  /** rndrw: three reads to two writes; rndrd; rndwr; seqwr; seqrd. */
  @Param("rndrw")
  @Takes("rndrw|rndrd|rndwr|seqwr|seqrd")
  public String mode;

  /** Counts the files that the size is divided into, whole MiB each, from 1 to 1024. */
  @Param("128")
  public int files;

  @Override
  protected Probe open() {
    return open("sysbench-file-io", Map.of("mode", mode, "files", files));
  }

  /** One request: a read or a write of 16 KiB. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long request(Timed timed) {
    long fsyncs = timed.batch(probe(), BATCH);
    timed.rate(Metrics.FSYNCS, fsyncs);
    timed.rate(Metrics.DISK_BANDWIDTH, BATCH * MB_PER_REQUEST);
    return fsyncs;
  }
}
