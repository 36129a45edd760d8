package dev.tare.compare;

import dev.tare.result.Iteration;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.result.ServiceMetrics;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Finds what a run says of the clock that a series was timed with: its other metrics. */
final class Clocks {
  private static final double NS = 1e-9;
  private static final Set<String> NAMES =
      Set.of(
          Metrics.TIMER_LIMITED.name(),
          ServiceMetrics.TAIL_REFUSED.name(),
          Metrics.CLOCK_GRANULARITY.name());

  private static final Set<Metric> PERCENTILES =
      Set.of(Metrics.P50, Metrics.P90, Metrics.P99, Metrics.P999, Metrics.MAX);

  private final Map<SeriesKey, Series> clocks = new HashMap<>();

  Clocks(Run run) {
    for (Series series : run.series()) {
      if (NAMES.contains(series.key().metric())) {
        clocks.put(series.key(), series);
      }
    }
  }

  /** Tells whether operations were too short to be timed one by one. */
  boolean timerLimited(Series series) {
    return series.key().isPrimary() && largest(series, Metrics.TIMER_LIMITED).orElse(0) > 0;
  }

  /** Tells whether the client itself was so late that not all percentiles are told. */
  boolean clientLate(Series series) {
    return series.key().isPrimary() && largest(series, ServiceMetrics.TAIL_REFUSED).orElse(0) > 0;
  }

  /**
   * Tells whether the clock's steps are too coarse for a percentile.
   *
   * @param value of the series, in its unit
   * @param tau a step of more than half of it, as a share of the value, is too coarse
   */
  boolean resolutionLimited(Series series, double value, double tau) {
    if (clocks.isEmpty()
        || Metrics.named(series.key().metric()).filter(PERCENTILES::contains).isEmpty()) {
      return false;
    }
    OptionalDouble step = largest(series, Metrics.CLOCK_GRANULARITY);
    double seconds = series.unit().normalise(value);
    return step.isPresent() && step.getAsDouble() * NS > tau / 2 * seconds;
  }

  private OptionalDouble largest(Series series, Metric metric) {
    Series clock = clocks.get(series.key().withMetric(metric.name()));
    return clock == null
        ? OptionalDouble.empty()
        : clock.forks().stream()
            .flatMap(fork -> fork.iterations().stream())
            .mapToDouble(Iteration::value)
            .max();
  }
}
