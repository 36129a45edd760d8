package dev.tare.bench.capture;

import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.ServiceMetrics;
import dev.tare.stats.Percentiles;
import java.util.HashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The latencies of each iteration, and the percentiles of the whole fork once, with its last
 * iteration: a percentile of the merged histogram, never a mean of percentiles.
 */
final class LatencyCapture implements Capture {
  /** A client that is late by that share of a percentile or more measures itself. */
  private static final double OF_ITS_SIZE = .25;

  private final Histogram fork = ThreadRecord.emptyHistogram();
  private final Map<Double, Long> late = new HashMap<>();
  private boolean refused;

  @Override
  public void end(Sink sink) {
    Histogram iteration = ForkRecord.latencies();
    if (iteration.getTotalCount() > 0) {
      fork.add(iteration);
      ForkRecord.late().forEach((quantile, ns) -> late.merge(quantile, ns, Math::max));
      sink.accept(new LatencyResult(iteration));
    }
  }

  @Override
  public void endFork(Sink sink) {
    percentile(Metrics.P50, .5, sink);
    percentile(Metrics.P90, .9, sink);
    percentile(Metrics.P99, .99, sink);
    percentile(Metrics.P999, .999, sink);
    if (!late.isEmpty()) {
      sink.largest(ServiceMetrics.TAIL_REFUSED, refused ? 1 : 0);
    }
    if (fork.getTotalCount() > 0) {
      sink.largest(Metrics.MAX, fork.getMaxValue());
    }
  }

  /**
   * Left out where too few samples lie beyond it: such a percentile is chance; and where the client
   * itself was late by as much.
   */
  private void percentile(Metric metric, double quantile, Sink sink) {
    if (Percentiles.admissible(fork.getTotalCount(), quantile)) {
      long value = fork.getValueAtPercentile(quantile * 100);
      if (late.getOrDefault(quantile, 0L) < OF_ITS_SIZE * value) {
        sink.fork(metric, value);
      } else {
        refused = true;
      }
    }
  }
}
