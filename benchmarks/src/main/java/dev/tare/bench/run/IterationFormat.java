package dev.tare.bench.run;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.format.OutputFormat;

/** Says of every measured iteration, as it ends, what its score is. */
public final class IterationFormat extends ForwardingFormat {
  private final Listener listener;

  /** Is told of iterations, from JMH's own thread. */
  @FunctionalInterface
  public interface Listener {
    /**
     * An iteration has ended.
     *
     * @param number from 1
     * @param unit of the score, as JMH writes it
     */
    void ended(int number, double score, String unit);
  }

  public IterationFormat(OutputFormat to, Listener listener) {
    super(to);
    this.listener = listener;
  }

  @Override
  public void iterationResult(
      BenchmarkParams benchmark, IterationParams params, int iteration, IterationResult data) {
    super.iterationResult(benchmark, params, iteration, data);
    if (params.getType() == IterationType.MEASUREMENT) {
      Result<?> score = data.getPrimaryResult();
      listener.ended(iteration, score.getScore(), score.getScoreUnit());
    }
  }
}
