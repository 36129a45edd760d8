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
import org.openjdk.jmh.annotations.Param;

/**
 * How long does it take to wake a thread on another CPU?
 *
 * <p>One futex wake, from before the system call until the woken thread, pinned to another CPU, is
 * seen running: the cost of an inter-processor interrupt and of leaving idle. In a guest both may
 * exit to the hypervisor, so expect several times bare metal's latency there, and a tail where the
 * host has put the other virtual CPU to sleep; a container shows nothing.
 *
 * <p>Read p50 and p99. Between two wakes the waker spins for {@code pauseNs}, so that the other
 * thread is asleep; the percentiles leave the pause out, and the score, which is the time of a
 * whole cycle, holds it. It needs two CPUs and as many again for each further thread of {@code -t}.
 *
 * <p>{@code java -jar target/benchmarks.jar kernel.Wake}
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Wake extends ProbeBenchmark {
  /** Takes 2 ms with the pauses. */
  private static final int BATCH = 100;

  @Param("20000")
  public long pauseNs;

  @Override
  protected Probe open() {
    return Probe.open("wake", Map.of("pauseNs", pauseNs));
  }

  /** One pause and one wake; how many were woken. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long wake(Timed timed) {
    return timed.batch(probe(), BATCH);
  }
}
