package dev.tare.compare;

import dev.tare.result.Metrics;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.stats.Comparison;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds what an operation cost in CPU time, beside what it took: the rest is waiting. */
final class CpuTimes {
  private final SeriesSummaries summaries;
  private final Map<SeriesKey, Series> byScore = new HashMap<>();

  CpuTimes(Run run, SeriesSummaries summaries) {
    this.summaries = summaries;
    for (Series series : run.series()) {
      if (series.key().metric().equals(Metrics.CPU_TIME.name())) {
        byScore.put(series.key().withMetric(SeriesKey.PRIMARY), series);
      }
    }
  }

  /** The CPU time of a score's benchmark; absent where none was recorded. */
  Optional<SeriesSummary> of(Series score) {
    return Optional.ofNullable(byScore.get(score.key())).map(summaries::of);
  }

  /**
   * Tells whether waiting is what makes a difference: it matters by the clock and not by CPU time.
   *
   * @param wall turned so that more is worse
   * @param cpu of the same sides
   * @param matters the logarithm of the smallest ratio that matters
   */
  static Optional<String> waiting(Comparison wall, Comparison cpu, double matters) {
    boolean explains =
        Math.abs(wall.d()) >= matters
            && Math.abs(cpu.d()) < matters
            && Math.abs(cpu.d()) <= Math.abs(wall.d()) / 2;
    return explains
        ? Optional.of(
            String.format(Locale.ROOT, "waiting: the ratio of CPU time is %.3f", Math.exp(cpu.d())))
        : Optional.empty();
  }
}
