package dev.tare.bench.run;

import dev.tare.bench.capture.Barrier;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.format.OutputFormat;

/** Says when a fork is warm and about to stand at its {@link Barrier}. */
public final class BarrierFormat extends ForwardingFormat {
  private final Runnable warm;

  public BarrierFormat(OutputFormat to, Runnable warm) {
    super(to);
    this.warm = warm;
  }

  @Override
  public void iteration(BenchmarkParams benchmark, IterationParams params, int iteration) {
    super.iteration(benchmark, params, iteration);
    if (params.getType() == IterationType.MEASUREMENT && iteration == 1) {
      warm.run();
    }
  }
}
