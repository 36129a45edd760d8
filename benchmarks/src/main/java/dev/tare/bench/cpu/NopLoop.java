package dev.tare.bench.cpu;

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
 * Does a core that does nothing but run get all the time there is?
 *
 * <p>A counted loop of no-ops, timed as a whole: no memory, no system call, no data. What makes one
 * loop longer than the shortest one was taken away: by the hypervisor, by a neighbour, by an
 * interrupt. So the layer shows in p99 and max, hardly in the median (Vaucher 2015, Table II). It
 * says nothing of how fast this place computes: that is {@link Prime}.
 *
 * <p>Expect the same median everywhere and a longer tail in a guest.
 *
 * <p>{@code java -jar target/benchmarks.jar cpu.NopLoop}
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class NopLoop extends ProbeBenchmark {
  /** Takes about 0.3 ms a loop: one a batch. */
  private static final int BATCH = 1;

  @Param("1000000")
  public long iterations;

  @Override
  protected Probe open() {
    return Probe.open("nop-loop", Map.of("iterations", iterations));
  }

  /** Measures one loop of {@code iterations} no-ops. */
  @Benchmark
  public long loop(Timed timed) {
    long done = timed.compute(probe(), BATCH);
    if (done != iterations) {
      throw new IllegalStateException(iterations + " no-ops, not " + done);
    }
    return done;
  }
}
