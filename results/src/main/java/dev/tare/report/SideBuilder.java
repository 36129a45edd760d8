package dev.tare.report;

import dev.tare.compare.Observation;
import dev.tare.compare.Observer;
import dev.tare.compare.Row;
import dev.tare.result.Fork;
import dev.tare.result.Iteration;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.Noise;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.stats.NoiseCause;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Gathers what a report says of the benchmarks of one place. */
final class SideBuilder {
  private static final int FEW_FORKS = 5;
  private static final List<Metric> PERCENTILES =
      List.of(Metrics.P50, Metrics.P90, Metrics.P99, Metrics.P999);

  private final int place;
  private final Observer observer;
  private final Map<SeriesKey, Row> rows;
  private final Map<SeriesKey, Series> flags = new HashMap<>();
  private final Map<SeriesKey, List<Series>> others = new HashMap<>();
  private final Map<SeriesKey, Series> all = new HashMap<>();

  /**
   * @param rows the place's comparison with the first, by key without environment
   */
  SideBuilder(Run run, int place, Map<SeriesKey, Row> rows) {
    this.place = place;
    this.rows = rows;
    observer = new Observer(run);
    for (Series series : run.series()) {
      SeriesKey score = series.key().withMetric(SeriesKey.PRIMARY);
      all.put(series.key(), series);
      if (series.key().metric().equals(Metrics.TIMER_LIMITED.name())) {
        flags.put(score, series);
      } else if (!series.key().isPrimary() && isShown(series.key().metric())) {
        others.computeIfAbsent(score, any -> new ArrayList<>()).add(series);
      }
    }
  }

  ReportData.Side of(Series score) {
    Observation seen = observer.of(score);
    Optional<Row> row = Optional.ofNullable(rows.get(ReportBuilder.plain(score.key())));
    return new ReportData.Side(
        place,
        Figures.of(seen.kept(), score.unit()),
        row.flatMap(Figures::ratio).orElse(null),
        noise(score, seen),
        forks(score, seen),
        others.getOrDefault(score.key(), List.of()).stream()
            .map(one -> other(one, score.forks().size()))
            .toList(),
        Latencies.of(score, percentiles(score)).orElse(null),
        row.map(Row::warnings).orElseGet(() -> warnings(score, seen)));
  }

  private List<ReportData.Percentile> percentiles(Series score) {
    List<ReportData.Percentile> known = new ArrayList<>();
    for (Metric metric : PERCENTILES) {
      Series one = all.get(score.key().withMetric(metric.name()));
      if (one != null && !one.forks().isEmpty()) {
        known.add(new ReportData.Percentile(metric.name(), figure(one, score.forks().size())));
      }
    }
    return known;
  }

  private ReportData.Figure figure(Series series, int forks) {
    return Figures.of(observer.of(series).kept(), series.unit(), forks);
  }

  private static boolean isShown(String metric) {
    return !Noise.isReading(metric) && Metrics.named(metric).map(Metric::headline).orElse(true);
  }

  private ReportData.Other other(Series series, int forks) {
    Row row = rows.get(ReportBuilder.plain(series.key()));
    return new ReportData.Other(
        OneLine.of(series.key().metric()),
        series.unit().text(),
        ReportBuilder.better(series.direction()),
        figure(series, forks),
        Optional.ofNullable(row).flatMap(Figures::ratio).orElse(null));
  }

  /** Null where a file does not say what was around its iterations. */
  private static ReportData.NoiseCount noise(Series score, Observation seen) {
    boolean recorded =
        score.forks().stream()
            .flatMap(fork -> fork.iterations().stream())
            .anyMatch(iteration -> !iteration.noise().equals(Noise.UNKNOWN));
    if (!recorded) {
      return null;
    }
    Map<NoiseCause, Integer> counts = new EnumMap<>(NoiseCause.class);
    seen.flags().stream()
        .flatMap(List::stream)
        .flatMap(Set::stream)
        .forEach(cause -> counts.merge(cause, 1, Integer::sum));
    String causes =
        counts.entrySet().stream()
            .map(cause -> RowText.words(cause.getKey()) + " " + cause.getValue())
            .collect(Collectors.joining(", "));
    return new ReportData.NoiseCount(seen.iterations(), seen.flagged(), causes);
  }

  private static List<ReportData.ForkValues> forks(Series score, Observation seen) {
    List<ReportData.ForkValues> all = new ArrayList<>();
    for (int f = 0; f < score.forks().size(); f++) {
      Fork fork = score.forks().get(f);
      TreeMap<Integer, String> flagged = new TreeMap<>();
      for (int i = 0; i < fork.iterations().size(); i++) {
        Set<NoiseCause> causes = seen.flags().get(f).get(i);
        if (!causes.isEmpty()) {
          flagged.put(
              i, causes.stream().sorted().map(RowText::words).collect(Collectors.joining(", ")));
        }
      }
      double[] values = fork.iterations().stream().mapToDouble(Iteration::value).toArray();
      all.add(new ReportData.ForkValues(fork.index(), values, flagged.isEmpty() ? null : flagged));
    }
    return all;
  }

  /** What speaks against figures that are compared with nothing. */
  private List<String> warnings(Series score, Observation seen) {
    List<String> warnings = new ArrayList<>();
    if (seen.kept().length < FEW_FORKS) {
      warnings.add("few forks");
    }
    Series limited = flags.get(score.key());
    if (limited != null && Arrays.stream(observer.of(limited).all()).anyMatch(flag -> flag > 0)) {
      warnings.add("TIMER_LIMITED");
    }
    if (seen.restored()) {
      warnings.add("noise around every fork: nothing dropped");
    }
    return warnings;
  }
}
