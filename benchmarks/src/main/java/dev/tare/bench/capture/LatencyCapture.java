package dev.tare.bench.capture;

import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.stats.Percentiles;
import org.HdrHistogram.Histogram;

/**
 * The latencies of each iteration, and the percentiles of the whole fork once, with its last
 * iteration: a percentile of the merged histogram, never a mean of percentiles.
 */
final class LatencyCapture implements Capture {
  private final Histogram fork = ThreadRecord.emptyHistogram();

  @Override
  public void end(Sink sink) {
    Histogram iteration = ForkRecord.latencies();
    if (iteration.getTotalCount() > 0) {
      fork.add(iteration);
      sink.accept(new LatencyResult(iteration));
    }
  }

  @Override
  public void endFork(Sink sink) {
    percentile(Metrics.P50, .5, sink);
    percentile(Metrics.P90, .9, sink);
    percentile(Metrics.P99, .99, sink);
    percentile(Metrics.P999, .999, sink);
    if (fork.getTotalCount() > 0) {
      sink.largest(Metrics.MAX, fork.getMaxValue());
    }
  }

  /** Left out where too few samples lie beyond it: such a percentile is chance. */
  private void percentile(Metric metric, double quantile, Sink sink) {
    if (Percentiles.admissible(fork.getTotalCount(), quantile)) {
      sink.fork(metric, fork.getValueAtPercentile(quantile * 100));
    }
  }
}
