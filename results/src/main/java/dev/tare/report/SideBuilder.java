package dev.tare.report;

import dev.tare.compare.ComparedSeries;
import dev.tare.compare.MeasuredEnvironment;
import dev.tare.compare.NoiseCause;
import dev.tare.compare.NoiseSummary;
import dev.tare.compare.Note;
import dev.tare.compare.SeriesSummary;
import dev.tare.compare.Summary;
import dev.tare.result.Fork;
import dev.tare.result.Iteration;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.Noise;
import dev.tare.result.SeriesKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes down what a summary says of the benchmarks of one place. */
final class SideBuilder {
  private final Summary summary;
  private final int index;
  private final MeasuredEnvironment place;
  private final boolean compared;
  private final Map<SeriesKey, List<SeriesSummary>> others;

  /**
   * @param index of the place
   * @param compared whether it is compared with the first place
   */
  SideBuilder(Summary summary, int index, boolean compared) {
    this.summary = summary;
    this.index = index;
    this.place = summary.places().get(index);
    this.compared = compared;
    this.others =
        summary.series(place).stream()
            .filter(one -> !one.key().isPrimary() && isShown(one.key().metric()))
            .collect(Collectors.groupingBy(one -> one.key().withMetric(SeriesKey.PRIMARY)));
  }

  ReportData.Side of(SeriesSummary score) {
    List<ReportData.Percentile> percentiles = new ArrayList<>();
    summary
        .percentiles(place, score.key())
        .forEach((name, one) -> percentiles.add(new ReportData.Percentile(name, figure(one))));
    return new ReportData.Side(
        index,
        figure(score),
        ratio(score),
        noise(score.noise()),
        forks(score),
        others.getOrDefault(score.key(), List.of()).stream().map(this::other).toList(),
        Latencies.of(score.series(), percentiles).orElse(null),
        score.notes().stream().map(Note::text).toList());
  }

  private static boolean isShown(String metric) {
    return !Noise.isReading(metric) && Metrics.named(metric).map(Metric::headline).orElse(true);
  }

  private static ReportData.Figure figure(SeriesSummary one) {
    return Figures.of(one.score(), one.series().unit());
  }

  private ReportData.Ratio ratio(SeriesSummary one) {
    Optional<ComparedSeries> row = compared ? summary.row(place, one.key()) : Optional.empty();
    return row.flatMap(Figures::ratio).orElse(null);
  }

  private ReportData.Other other(SeriesSummary one) {
    return new ReportData.Other(
        OneLine.of(one.key().metric()),
        one.series().unit().text(),
        ReportBuilder.better(one.series().direction()),
        figure(one),
        ratio(one));
  }

  private static ReportData.NoiseCount noise(NoiseSummary noise) {
    return noise.recorded()
        ? new ReportData.NoiseCount(
            noise.iterations(), noise.flagged(), noise.causesText(), noise.text())
        : null;
  }

  private static List<ReportData.ForkValues> forks(SeriesSummary score) {
    List<ReportData.ForkValues> all = new ArrayList<>();
    for (int f = 0; f < score.series().forks().size(); f++) {
      Fork fork = score.series().forks().get(f);
      TreeMap<Integer, String> flagged = new TreeMap<>();
      for (int i = 0; score.noise().recorded() && i < fork.iterations().size(); i++) {
        Set<NoiseCause> causes = score.noise().flags().get(f).get(i);
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
}
