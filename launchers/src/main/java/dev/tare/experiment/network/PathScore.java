package dev.tare.experiment.network;

import dev.tare.compare.ComparedSeries;
import dev.tare.compare.SeriesSummary;
import dev.tare.compare.SideSummary;
import dev.tare.experiment.Cells;
import dev.tare.result.LatencyCounts;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.Run;
import dev.tare.result.Section.Cell;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
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

  /** Returns the comparison with the first path; absent for that one itself. */
  Optional<ComparedSeries> row() {
    return figures.row(judged());
  }

  /**
   * Returns what a transaction took, at a fixed rate the median latency; what a bulk pattern moved.
   */
  Optional<SideSummary> value() {
    return pattern.isTransactions() ? meanUs(judged()) : mean(judged());
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

  /**
   * Returns of what the figure, the ratio and the verdict are: at a fixed rate the score only says
   * how often requests were sent, and that of a bulk pattern counts chunks.
   */
  private SeriesKey judged() {
    if (!pattern.isTransactions()) {
      return series.key().withMetric(Metrics.THROUGHPUT.name());
    }
    return what().isOpenLoop() ? series.key().withMetric(Metrics.P50.name()) : series.key();
  }

  /** A mean over the forks; absent where there is none, or a value is not above 0. */
  private Optional<SideSummary> mean(SeriesKey key) {
    return figures.summarised(key).filter(SeriesSummary::isPositive).map(SeriesSummary::score);
  }

  private Optional<SideSummary> meanUs(SeriesKey key) {
    return figures
        .summarised(key)
        .flatMap(one -> mean(key).map(mean -> mean.times(one.series().unit().toBase() * 1e6)));
  }

  /** A metric's mean with its interval, or the plain one where a fork has none of it. */
  Cell cell(Metric metric, double scale) {
    return figures
        .summarised(series.key().withMetric(metric.name()))
        .map(one -> Cells.of(one.score().times(scale), Cell.NUMBER))
        .orElse(Cell.NONE);
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
   * A percentile of one operation's latency, us: the geometric mean over the forks, where each of
   * them is large enough for it. Means of some forks beside means of all would compare forks. Those
   * with a series of their own are that series.
   */
  Optional<SideSummary> percentileUs(double quantile) {
    SeriesKey own = series.key().withMetric("p" + percent(quantile));
    Optional<SideSummary> known =
        figures.summarised(own).isPresent() ? meanUs(own) : recordedUs(quantile);
    return known.filter(one -> one.forks() == one.outOf());
  }

  private Optional<SideSummary> recordedUs(double quantile) {
    double[] forks =
        histograms().stream()
            .filter(fork -> Percentiles.admissible(fork.total(), Math.max(quantile, 1 - quantile)))
            .mapToDouble(fork -> fork.atQuantile(quantile) / 1e3)
            .toArray();
    return forks.length == 0
        ? Optional.empty()
        : Optional.of(SideSummary.of(forks, series.forks().size()));
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
