package dev.tare.bench.self;

import dev.tare.probe.Probe;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to call a probe?
 *
 * <p>One call of a native function that does nothing, through JNA's direct mapping. Each batch pays
 * it once; it is the reason why short operations are done in batches. Pure computation: expect the
 * same in every layer.
 *
 * <p>{@code java -jar target/benchmarks.jar self.JnaCall}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(5)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class JnaCall {
  /** Loads the library before anything is timed. */
  @Setup
  public void load() {
    if (Probe.names().isEmpty()) {
      throw new IllegalStateException("the library holds no probes");
    }
  }

  /** Measures one call there and back. */
  @Benchmark
  public long call() {
    return Probe.noop();
  }
}
