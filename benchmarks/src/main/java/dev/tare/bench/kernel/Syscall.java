package dev.tare.bench.kernel;

import dev.tare.bench.capture.Timed;
import dev.tare.probe.Probe;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does it cost to enter the kernel and come back?
 *
 * <p>One getpid, which no vDSO answers. A container shows its seccomp filter and audit rules here;
 * a guest does not leave its own kernel, so expect it equal to bare metal with the same
 * mitigations.
 *
 * <p>{@code java -jar target/benchmarks.jar kernel.Syscall}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Syscall {
  private static final int BATCH = 10_000;

  private Probe probe;

  @Setup
  public void open() {
    probe = Probe.open("syscall", Map.of());
  }

  @TearDown
  public void close() {
    probe.close();
  }

  /** One getpid. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long getpid(Timed timed) {
    return timed.batch(probe, BATCH);
  }
}
