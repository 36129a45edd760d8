package dev.tare.bench.self;

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
 * What does it cost to time one operation?
 *
 * <p>The two clock reads that the C loops put around an operation, here around none. About half of
 * it is part of each duration that is recorded; the score of an operation that is timed each holds
 * all of it. Operations shorter than 20 clock reads are therefore timed as a batch.
 *
 * <p>{@code java -jar target/benchmarks.jar self.ClockPair}
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ClockPair extends ProbeBenchmark {
  private static final int BATCH = 10_000;

  @Override
  protected Probe open() {
    return Probe.open("clock-pair", Map.of());
  }

  /** One pair of reads; the sum of what the batch's pairs measured, ns. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long pair(Timed timed) {
    return timed.batch(probe(), BATCH);
  }
}
