package dev.tare.bench.self;

import dev.tare.bench.capture.Drained;
import dev.tare.probe.Durations;
import dev.tare.probe.Probe;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to keep one duration?
 *
 * <p>Moves durations from where a C loop left them into a latency histogram. This happens between
 * the batches, outside what is timed, so it slows a run down and distorts none of its figures.
 *
 * <p>{@code java -jar target/benchmarks.jar self.Drain}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(5)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Drain {
  private static final int BATCH = 1000;

  private final Durations durations = new Durations(BATCH);
  private final Drained histogram = new Drained();

  /** Holds real durations, of some microseconds each. */
  @Setup
  public void measure() {
    try (Probe probe = Probe.open("prime", Map.of("limit", 300))) {
      probe.batch(BATCH, durations);
    }
  }

  /** Measures one duration into the histogram. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long drain() {
    return histogram.add(durations, BATCH);
  }
}
