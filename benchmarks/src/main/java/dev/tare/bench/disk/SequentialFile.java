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
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;

/**
 * How fast does a file stream from or to the disk?
 *
 * <p>Accesses of 1 MiB one after the other, from the start again at the end (Felter 2015). So large
 * a request hides what a layer adds to each: expect every layer near the host's bandwidth, and the
 * difference in CPU use. A layer that copies the data, or splits requests, shows.
 *
 * <p>{@code java -jar target/benchmarks.jar disk.SequentialFile -p size=256m -p shape=read,write}
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class SequentialFile extends FileBenchmark {
  private static final int BATCH = 1;
  private static final double MB_PER_ACCESS = 1.048576;

  /** Is psync: pread and pwrite; uring: io_uring. */
  @Param("psync")
  @Takes("psync|uring")
  public String engine;

  /** Accesses in flight per thread, from 1 to 1024; more than 1 needs uring. */
  @Param("1")
  public int depth;

  @Param("read")
  @Takes("read|write")
  public String shape;

  @Override
  protected Probe open() {
    return open("sequential-file", Map.of("engine", engine, "depth", depth, "shape", shape));
  }

  /** Measures one access of 1 MiB. */
  @Benchmark
  public long access(Timed timed) {
    long result = timed.batch(probe(), BATCH);
    timed.rate(Metrics.DISK_BANDWIDTH, BATCH * MB_PER_ACCESS);
    return result;
  }
}
