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
 * What does it cost to ask the time?
 *
 * <p>One clock_gettime. With the TSC as clock source the vDSO answers in user mode, some 20 ns;
 * with any other (acpi_pm, hpet, an unstable TSC in a guest) each read is a system call and perhaps
 * an exit to the hypervisor, 200 ns to 2 us. Everything that is timed one by one pays it. A
 * container has its host's clock; expect a difference in guests alone.
 *
 * <p>{@code clock}: monotonic, realtime, boottime, monotonicRaw, monotonicCoarse, threadCpu.
 *
 * <p>{@code java -jar target/benchmarks.jar kernel.ClockRead}
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ClockRead extends ProbeBenchmark {
  private static final int BATCH = 10_000;

  @Param("monotonic")
  @Takes("monotonic|realtime|boottime|monotonicRaw|monotonicCoarse|threadCpu")
  public String clock;

  @Override
  protected Probe open() {
    return Probe.open("clock-read", Map.of("clock", clock));
  }

  /** One clock_gettime; the last time read, ns. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long read(Timed timed) {
    return timed.batch(probe(), BATCH);
  }
}
