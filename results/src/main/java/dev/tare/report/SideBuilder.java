package dev.tare.report;

import dev.tare.compare.NoiseSummary;
import dev.tare.compare.Observer;
import dev.tare.compare.Row;
import dev.tare.compare.SeriesSummary;
import dev.tare.result.Fork;
import dev.tare.result.Iteration;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.Noise;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.stats.NoiseCause;
import dev.tare.stats.Verdicts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Gathers what a report says of the benchmarks of one place. */
final class SideBuilder {
  private final int place;
  private final Observer observer;
  private final Map<SeriesKey, Row> rows;
  private final Map<SeriesKey, Series> flags = new HashMap<>();
  private final Map<SeriesKey, List<Series>> others = new HashMap<>();

  /**
   * @param rows the place's comparison with the first, by key without environment
   */
  SideBuilder(Run run, int place, Map<SeriesKey, Row> rows) {
    this.place = place;
    this.rows = rows;
    observer = new Observer(run);
    for (Series series : run.series()) {
      SeriesKey score = series.key().withMetric(SeriesKey.PRIMARY);
      if (series.key().metric().equals(Metrics.TIMER_LIMITED.name())) {
        flags.put(score, series);
      } else if (!series.key().isPrimary() && isShown(series.key().metric())) {
        others.computeIfAbsent(score, any -> new ArrayList<>()).add(series);
      }
    }
  }

  ReportData.Side of(Series score) {
    SeriesSummary seen = observer.of(score);
    Optional<Row> row = Optional.ofNullable(rows.get(ReportBuilder.plain(score.key())));
    return new ReportData.Side(
        place,
        Figures.of(seen.forks(), score.unit()),
        row.flatMap(Figures::ratio).orElse(null),
        noise(seen),
        forks(score, seen),
        others.getOrDefault(score.key(), List.of()).stream().map(this::other).toList(),
        Latencies.of(score).orElse(null),
        row.map(Row::warnings).orElseGet(() -> warnings(score, seen)));
  }

  private static boolean isShown(String metric) {
    return !Noise.isReading(metric) && Metrics.named(metric).map(Metric::headline).orElse(true);
  }

  private ReportData.Other other(Series series) {
    double[] summaries = observer.of(series).forks();
    Row row = rows.get(ReportBuilder.plain(series.key()));
    return new ReportData.Other(
        OneLine.of(series.key().metric()),
        series.unit().text(),
        ReportBuilder.better(series.direction()),
        Figures.of(summaries, series.unit()),
        Optional.ofNullable(row).flatMap(Figures::ratio).orElse(null));
  }

  private static ReportData.NoiseCount noise(SeriesSummary seen) {
    NoiseSummary noise = seen.noise();
    return new ReportData.NoiseCount(
        noise.iterations(), noise.flagged(), 0, noise.causesText(), null);
  }

  private static List<ReportData.ForkValues> forks(Series score, SeriesSummary seen) {
    List<ReportData.ForkValues> all = new ArrayList<>();
    for (int f = 0; f < score.forks().size(); f++) {
      Fork fork = score.forks().get(f);
      TreeMap<Integer, String> flagged = new TreeMap<>();
      for (int i = 0; i < fork.iterations().size(); i++) {
        Set<NoiseCause> causes =
            seen.noise().recorded() ? seen.noise().flags().get(f).get(i) : Set.of();
        if (!causes.isEmpty()) {
          flagged.put(
              i, causes.stream().sorted().map(NoiseCause::label).collect(Collectors.joining(", ")));
        }
      }
      double[] values = fork.iterations().stream().mapToDouble(Iteration::value).toArray();
      all.add(new ReportData.ForkValues(fork.index(), values, flagged.isEmpty() ? null : flagged));
    }
    return all;
  }

  /** What speaks against figures that are compared with nothing. */
  private List<String> warnings(Series score, SeriesSummary seen) {
    List<String> warnings = new ArrayList<>();
    if (seen.forks().length < Verdicts.MIN_FORKS_FOR_CHANGE) {
      warnings.add("few forks");
    }
    Series limited = flags.get(score.key());
    if (limited != null && Arrays.stream(observer.of(limited).forks()).anyMatch(flag -> flag > 0)) {
      warnings.add("TIMER_LIMITED");
    }
    return warnings;
  }
}
