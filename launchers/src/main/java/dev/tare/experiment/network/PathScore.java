package dev.tare.experiment.network;

import dev.tare.compare.ComparedSeries;
import dev.tare.compare.SeriesSummary;
import dev.tare.experiment.Cells;
import dev.tare.result.LatencyCounts;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.Run;
import dev.tare.result.Section.Cell;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.stats.GeometricMean;
import dev.tare.stats.Interval;
import dev.tare.stats.Percentiles;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Describes what one pattern gave on one path in one way.
 *
 * @param figures that it is one of
 * @param series the score of its benchmark
 */
record PathScore(PathFigures figures, NetPattern pattern, Series series) {
  static final String US = "us";

  static String path(SeriesKey key) {
    return key.environment().orElse(Run.UNNAMED);
  }

  String path() {
    return path(series.key());
  }

  PatternCase what() {
    return PatternCase.of(series.key());
  }

  /**
   * Returns the comparison with the first path; absent for that one itself. At a fixed rate it is
   * of medians: there the score only says how often requests were sent.
   */
  Optional<ComparedSeries> row() {
    return figures.row(judged());
  }

  /**
   * Returns what a transaction took, at a fixed rate the median latency; what a bulk pattern moved.
   */
  Optional<GeometricMean> value() {
    return pattern.isTransactions()
        ? figures
            .summarised(judged())
            .flatMap(
                one -> mean(judged()).map(us -> scaled(us, one.series().unit().toBase() * 1e6)))
        : mean(series.key().withMetric(Metrics.THROUGHPUT.name()));
  }

  String unit() {
    return pattern.isTransactions() ? US : "Gbit/s";
  }

  /**
   * Tells how often all clients together asked at a fixed rate, 1/s, which may be less than meant.
   */
  OptionalDouble reached() {
    return mean(series.key()).stream()
        .mapToDouble(mean -> series.key().threads() / (mean.value() * series.unit().toBase()))
        .findFirst();
  }

  private SeriesKey judged() {
    return what().isOpenLoop() ? series.key().withMetric(Metrics.P50.name()) : series.key();
  }

  /** A mean over the forks; absent where there is none, or a value is not above 0. */
  private Optional<GeometricMean> mean(SeriesKey key) {
    return figures
        .summarised(key)
        .filter(SeriesSummary::isPositive)
        .map(SeriesSummary::score)
        .map(
            one ->
                new GeometricMean(
                    one.value(), one.ci95().orElse(Interval.UNBOUNDED), one.cv(), one.forks()));
  }

  /** A metric's mean with its interval, or the plain one where a fork has none of it. */
  Cell cell(Metric metric, double scale) {
    return mean(series.key().withMetric(metric.name()))
        .map(mean -> Cells.of(scaled(mean, scale), Cell.NUMBER))
        .orElseGet(
            () ->
                Cell.of(count(metric).stream().map(plain -> plain * scale).average(), Cell.NUMBER));
  }

  private static GeometricMean scaled(GeometricMean mean, double scale) {
    Interval ci95 = mean.ci95();
    return new GeometricMean(
        mean.value() * scale,
        new Interval(ci95.low() * scale, ci95.high() * scale),
        mean.cv(),
        mean.forks());
  }

  /** The plain mean of a count; absent where nothing was counted. */
  OptionalDouble count(Metric metric) {
    return figures.summarised(series.key().withMetric(metric.name())).stream()
        .flatMapToDouble(one -> Arrays.stream(one.forks()))
        .average();
  }

  long operations() {
    return histograms().stream().mapToLong(LatencyCounts::total).sum();
  }

  /**
   * A percentile of one operation's latency, us: the geometric mean over the forks that are large
   * enough for it. Those with a series of their own are that series.
   */
  Optional<GeometricMean> percentileUs(double quantile) {
    SeriesKey own = series.key().withMetric("p" + percent(quantile));
    if (figures.summarised(own).isPresent()) {
      return mean(own).map(ns -> scaled(ns, 1e-3));
    }
    double[] logs =
        histograms().stream()
            .filter(fork -> Percentiles.admissible(fork.total(), Math.max(quantile, 1 - quantile)))
            .mapToDouble(fork -> Math.log(fork.atQuantile(quantile) / 1e3))
            .toArray();
    return logs.length == 0 ? Optional.empty() : Optional.of(GeometricMean.of(logs));
  }

  /** A fraction in percent, without digits that say nothing: {@code 99.9}. */
  static String percent(double fraction) {
    return hundredths(fraction).stripTrailingZeros().toPlainString();
  }

  /** Returns a fraction in percent as it was written: 99.9 of .999, where times 100 is not. */
  static BigDecimal hundredths(double fraction) {
    return BigDecimal.valueOf(fraction).movePointRight(2);
  }

  private List<LatencyCounts> histograms() {
    return figures.summarised(series.key()).stream()
        .flatMap(one -> one.series().forks().stream())
        .flatMap(fork -> fork.histogram().stream())
        .toList();
  }
}
