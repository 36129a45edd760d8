package dev.tare.bench.kernel;

import dev.tare.bench.capture.ProbeBenchmark;
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
 * What does a process cost?
 *
 * <p>With {@code how=fork}: fork, exit in the child, wait. With {@code how=vfork}: vfork, exec of a
 * static program that does nothing, exit, wait. A small static process that the probe starts does
 * it, not the JVM, whose page tables would be what is copied (750 forks a second in its place
 * against some 5,000). Page tables are written, copied and torn down: expect nested paging in a
 * guest, and the accounting of control groups and seccomp filters in a container. It is not the
 * start of a container or of a real program with its libraries.
 *
 * <p>{@code java -jar target/benchmarks.jar kernel.Spawn -p how=fork,vfork}
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Spawn extends ProbeBenchmark {
  /** Some 75 us each: asking the other process for a batch takes 30 to 50 us, below 1 % of it. */
  private static final int BATCH = 100;

  @Param("fork")
  @Takes("fork|vfork")
  public String how;

  @Override
  protected Probe open() {
    return Probe.open("spawn", Map.of("how", how));
  }

  /** Measures one process that comes and goes; returns how many ended well. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long spawn(Timed timed) {
    return timed.batch(probe(), BATCH);
  }
}
