package dev.tare.bench.kernel;

import dev.tare.bench.capture.ProbeBenchmark;
import dev.tare.bench.capture.Timed;
import dev.tare.probe.Probe;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * What does it cost to enter the kernel and come back?
 *
 * <p>One getpid, which no vDSO answers. A container shows its seccomp filter and audit rules here;
 * a guest does not leave its own kernel, so expect it equal to bare metal with the same
 * mitigations.
 *
 * <p>{@code java -jar target/benchmarks.jar kernel.Syscall}
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Syscall extends ProbeBenchmark {
  private static final int BATCH = 10_000;

  @Override
  protected Probe open() {
    return Probe.open("syscall", Map.of());
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long getpid(Timed timed) {
    return timed.batch(probe(), BATCH);
  }
}
