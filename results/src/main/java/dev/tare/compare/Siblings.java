package dev.tare.compare;

import dev.tare.result.Iteration;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** What a run says of the clock that a series was timed with: its other metrics. */
final class Siblings {
  private static final Set<String> NAMES =
      Set.of(Metrics.TIMER_LIMITED.name(), Metrics.CLOCK_GRANULARITY.name());

  private final Map<SeriesKey, Series> clocks = new HashMap<>();

  Siblings(Run run) {
    for (Series series : run.series()) {
      if (NAMES.contains(series.key().metric())) {
        clocks.put(series.key(), series);
      }
    }
  }

  /** Whether operations were too short to be timed one by one. */
  boolean timerLimited(Series series) {
    return largest(series, Metrics.TIMER_LIMITED).orElse(0) > 0;
  }

  /** The clock's step, ns, the largest of the forks; absent where it was not calibrated. */
  OptionalDouble granularityNs(Series series) {
    return largest(series, Metrics.CLOCK_GRANULARITY);
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
