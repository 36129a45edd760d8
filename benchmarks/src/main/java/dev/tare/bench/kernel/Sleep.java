package dev.tare.bench.kernel;

import dev.tare.bench.capture.ProbeBenchmark;
import dev.tare.bench.capture.Timed;
import dev.tare.probe.Probe;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;

/**
 * How late does a sleep end?
 *
 * <p>clock_nanosleep to an absolute time of CLOCK_MONOTONIC, with the least timer slack (the
 * default, 50 us, would hide every layer). Read p50 and p99: they are of the overshoot alone, as
 * cyclictest counts it. The score is the time of a whole operation and so {@code sleepNs} plus the
 * mean overshoot plus some 0.5 us: a relative difference of scores is much smaller than that of
 * overshoots.
 *
 * <p>The overshoot is a timer interrupt, leaving idle and a context switch. A guest takes an exit
 * to arm the timer and another when it fires: expect 10 us and more on top of bare metal there,
 * nothing in a container.
 *
 * <p>{@code java -jar target/benchmarks.jar kernel.Sleep}
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Sleep extends ProbeBenchmark {
  /** A sleep is long: one a batch. */
  private static final int BATCH = 1;

  @Param("100000")
  public long sleepNs;

  @Override
  protected Probe open() {
    return Probe.open("sleep", Map.of("sleepNs", sleepNs));
  }

  /** Measures one sleep; returns its overshoot, ns. */
  @Benchmark
  public long sleep(Timed timed) {
    return timed.batch(probe(), BATCH);
  }
}
