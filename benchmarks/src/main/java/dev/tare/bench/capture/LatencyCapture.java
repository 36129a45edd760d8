package dev.tare.bench.capture;

import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import org.HdrHistogram.Histogram;

/**
 * The latencies of each iteration, and the percentiles of the whole fork once, with its last
 * iteration: a percentile of the merged histogram, never a mean of percentiles.
 */
final class LatencyCapture implements Capture {
  private static final double LEAST_SAMPLES_BEYOND = 100;

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
    percentile(Metrics.P50, 50, sink);
    percentile(Metrics.P90, 90, sink);
    percentile(Metrics.P99, 99, sink);
    percentile(Metrics.P999, 99.9, sink);
    if (fork.getTotalCount() > 0) {
      sink.largest(Metrics.MAX, fork.getMaxValue());
    }
  }

  /** Left out where fewer than 100 samples lie beyond it: such a percentile is chance. */
  private void percentile(Metric metric, double percent, Sink sink) {
    if (fork.getTotalCount() * (100 - percent) / 100 >= LEAST_SAMPLES_BEYOND - 1e-6) {
      sink.fork(metric, fork.getValueAtPercentile(percent));
    }
  }
}
