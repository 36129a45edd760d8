package dev.tare.experiment.network;

import dev.tare.compare.Calibrations;
import dev.tare.compare.CompareOptions;
import dev.tare.compare.Place;
import dev.tare.compare.Row;
import dev.tare.compare.SeriesSummary;
import dev.tare.compare.Summary;
import dev.tare.result.LatencyCounts;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.stats.GeometricMean;
import dev.tare.stats.Interval;
import dev.tare.stats.Percentiles;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a run of the experiment measured, found by path and benchmark. */
final class PathFigures {
  private final Run run;
  private final Summary summary;
  private final List<String> paths;

  /**
   * @param paths in the order of the tables; the first is what the others are compared with
   * @param known calibrations of the places where it may have been measured
   */
  PathFigures(Run run, List<String> paths, Calibrations known) {
    this.run = run;
    this.paths = paths;
    this.summary =
        Summary.of(
            List.of(run),
            paths.stream().findFirst(),
            CompareOptions.DEFAULT.withCalibrations(known));
  }

  List<String> paths() {
    return paths;
  }

  /** The scores of a pattern, case by case, and in each path by path. */
  List<Series> scores(NetPattern pattern) {
    return run.series().stream()
        .filter(one -> one.key().isPrimary() && !one.forks().isEmpty())
        .filter(one -> NetPattern.of(one.key().benchmark()).filter(pattern::equals).isPresent())
        .sorted(
            Comparator.comparing((Series one) -> PatternCase.of(one.key()))
                .thenComparing(one -> paths.indexOf(path(one.key()))))
        .toList();
  }

  static String path(SeriesKey key) {
    return key.environment().orElse(Run.UNNAMED);
  }

  /** Whether a path's CPUs are emulated: then its figures say nothing about KVM. */
  boolean isEmulated(String path) {
    return run.environments().get(path).emulated().orElse(false);
  }

  /**
   * The comparison with the first path; absent for that one itself. At a fixed rate it is of
   * medians: there the score only says how often requests were sent.
   */
  Optional<Row> row(SeriesKey score) {
    return place(score).flatMap(place -> summary.row(place, judged(score)));
  }

  /** What one transaction took, us; at a fixed rate the median latency. */
  Optional<GeometricMean> transactionUs(SeriesKey score) {
    SeriesKey judged = judged(score);
    return summarised(judged)
        .flatMap(one -> mean(judged).map(mean -> scaled(mean, one.series().unit().toBase() * 1e6)));
  }

  /** What a bulk pattern moved, Gbit/s. */
  Optional<GeometricMean> gigabits(SeriesKey score) {
    return mean(score, Metrics.THROUGHPUT);
  }

  private static SeriesKey judged(SeriesKey score) {
    return PatternCase.of(score).isOpenLoop() ? score.withMetric(Metrics.P50.name()) : score;
  }

  private static GeometricMean scaled(GeometricMean mean, double scale) {
    Interval ci95 = mean.ci95();
    return new GeometricMean(
        mean.value() * scale,
        new Interval(ci95.low() * scale, ci95.high() * scale),
        mean.cv(),
        mean.forks());
  }

  /** One side's mean over its forks; absent where there is none, or a value is not above 0. */
  Optional<GeometricMean> mean(SeriesKey key) {
    return summarised(key)
        .filter(SeriesSummary::isPositive)
        .map(SeriesSummary::score)
        .map(
            one ->
                new GeometricMean(
                    one.value(), one.ci95().orElse(Interval.UNBOUNDED), one.cv(), one.forks()));
  }

  Optional<GeometricMean> mean(SeriesKey score, Metric metric) {
    return mean(score.withMetric(metric.name()));
  }

  /** The plain mean of a count; absent where nothing was counted. */
  OptionalDouble count(SeriesKey score, Metric metric) {
    return summarised(score.withMetric(metric.name())).stream()
        .flatMapToDouble(one -> Arrays.stream(one.forks()))
        .average();
  }

  /** How many operations were timed one by one; 0 where none was. */
  long operations(SeriesKey score) {
    return histograms(score).stream().mapToLong(LatencyCounts::total).sum();
  }

  /**
   * A percentile of one operation's latency, us: the geometric mean over the forks that are large
   * enough for it. Those with a series of their own are that series.
   */
  Optional<GeometricMean> percentileUs(SeriesKey score, double quantile) {
    String name = "p" + PathCells.percent(quantile);
    if (summarised(score.withMetric(name)).isPresent()) {
      return mean(score.withMetric(name)).map(mean -> scaled(mean, 1e-3));
    }
    double[] logs =
        histograms(score).stream()
            .filter(fork -> Percentiles.admissible(fork.total(), Math.max(quantile, 1 - quantile)))
            .mapToDouble(fork -> Math.log(fork.atQuantile(quantile) / 1e3))
            .toArray();
    return logs.length == 0 ? Optional.empty() : Optional.of(GeometricMean.of(logs));
  }

  private List<LatencyCounts> histograms(SeriesKey score) {
    return summarised(score).stream()
        .flatMap(one -> one.series().forks().stream())
        .flatMap(fork -> fork.histogram().stream())
        .toList();
  }

  private Optional<SeriesSummary> summarised(SeriesKey key) {
    return place(key).flatMap(place -> summary.series(place, key));
  }

  private Optional<Place> place(SeriesKey key) {
    return summary.places().stream().filter(one -> one.stack().equals(path(key))).findFirst();
  }
}
