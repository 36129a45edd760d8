package dev.tare.bench.disk;

import dev.tare.bench.capture.Takes;
import dev.tare.bench.capture.Timed;
import dev.tare.probe.Probe;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;

/**
 * How many small random accesses to a file does this place do, and how long does one take?
 *
 * <p>One access of 8 KiB at a random aligned offset (Chaufournier 2016, 4.1; Dhar 2016, ch. 4.5.2),
 * by default a direct read. It shows the whole path to the disk: file system, block layer, and in a
 * guest the virtual disk, so expect containers on a bind mount as fast as the host, an overlay file
 * system close to it, and a guest slower by its exits, least so with many accesses in flight. It
 * says nothing about syncing: see {@link SysbenchFileIo}.
 *
 * <p>Each read block's stamp is checked. With {@code rate} the loop is open: that many accesses per
 * second fall due in each thread, and a latency counts from when its access was due, so that a
 * stall shows in the tail with all that waited for it.
 *
 * <p>{@code java -jar target/benchmarks.jar disk.RandomFile -p size=256m -p engine=psync,uring}
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class RandomFile extends FileBenchmark {
  /** Takes from 2 us with a full ring to 10 ms on a spinning disk. */
  private static final int BATCH = 32;

  /** Is psync: pread and pwrite; uring: io_uring. */
  @Param("psync")
  @Takes("psync|uring")
  public String engine;

  /** Accesses in flight per thread, from 1 to 1024; more than 1 needs uring. */
  @Param("1")
  public int depth;

  /** read, write, or mixed: each a coin toss. */
  @Param("read")
  @Takes("read|write|mixed")
  public String shape;

  /**
   * Accesses per second that fall due in each thread; 0: closed loop, as fast as they come back.
   */
  @Param("0")
  public int rate;

  @Override
  protected Probe open() {
    return open(
        "random-file", Map.of("engine", engine, "depth", depth, "shape", shape, "rate", rate));
  }

  /** Measures one access of 8 KiB. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long access(Timed timed) {
    return timed.batch(probe(), BATCH);
  }
}
