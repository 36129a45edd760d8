package dev.tare.experiment.serving;

import dev.tare.compare.CompareOptions;
import dev.tare.compare.SeriesSummaries;
import dev.tare.compare.SideSummary;
import dev.tare.result.Fork;
import dev.tare.result.Iteration;
import dev.tare.result.LatencyCounts;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.result.ServiceMetrics;
import dev.tare.stats.Percentiles;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Describes what one load gave in one environment at one rate.
 *
 * @param summaries of the run's series
 * @param series the score of its benchmark
 */
record LoadScore(Run run, SeriesSummaries summaries, Series series) {
  /** Holds the percentiles of which a fork tells whether they are its client's. */
  private static final NavigableMap<Double, Metric> JUDGED =
      new TreeMap<>(Map.of(.5, Metrics.P50, .9, Metrics.P90, .99, Metrics.P99, .999, Metrics.P999));

  /** All of a run, by environment, load, connections and rate. */
  static List<LoadScore> of(Run run) {
    SeriesSummaries summaries = new SeriesSummaries(run, CompareOptions.DEFAULT);
    return run.series().stream()
        .filter(one -> one.key().isPrimary() && !one.forks().isEmpty())
        .filter(one -> loadOf(one.key()).isPresent())
        .map(one -> new LoadScore(run, summaries, one))
        .sorted(
            Comparator.comparing(LoadScore::load)
                .thenComparingInt(LoadScore::connections)
                .thenComparingLong(LoadScore::rate))
        .toList();
  }

  private static Optional<Load> loadOf(SeriesKey key) {
    return Arrays.stream(Load.values())
        .filter(one -> one.benchmark().equals(key.benchmark()))
        .filter(one -> one.value().equals(key.params().get(one.parameter())))
        .findFirst();
  }

  Load load() {
    return loadOf(series.key()).orElseThrow();
  }

  String environment() {
    return series.key().environment().orElse(Run.UNNAMED);
  }

  int connections() {
    return load().isThreaded()
        ? series.key().threads()
        : Integer.parseInt(series.key().params().getOrDefault("connections", "1"));
  }

  /** Requests per second that were asked for; 0 for a closed loop. */
  long rate() {
    return Long.parseLong(series.key().params().getOrDefault("rate", "0"));
  }

  boolean isOpenLoop() {
    return rate() > 0;
  }

  /** Writes such as {@code etc, 8 connections, 5000/s}. */
  String words() {
    return Load.words(load().word(), connections())
        + ", "
        + (isOpenLoop() ? rate() + "/s" : "as fast as it goes");
  }

  /** Requests per second that were answered. */
  Optional<SideSummary> reached() {
    return score(series);
  }

  /** Returns the same by the load's own clock, where it has one: without what starts it. */
  Optional<SideSummary> kept() {
    return score(ServiceMetrics.TRANSACTIONS).or(this::reached);
  }

  /** Returns what the report has of a metric; absent where no fork has it. */
  Optional<SideSummary> score(Metric metric) {
    return other(metric).flatMap(this::score);
  }

  private Optional<SideSummary> score(Series one) {
    return Optional.of(summaries.of(one).score()).filter(known -> Double.isFinite(known.value()));
  }

  private Optional<Series> other(Metric metric) {
    SeriesKey key = series.key().withMetric(metric.name());
    return run.series().stream().filter(one -> one.key().equals(key)).findFirst();
  }

  /** A percentile of single requests, us, of the forks that have it. */
  Optional<SideSummary> percentileUs(double quantile) {
    return Optional.ofNullable(JUDGED.get(quantile))
        .flatMap(this::score)
        .map(ns -> ns.times(1e-3))
        .or(() -> recordedUs(quantile));
  }

  private Optional<SideSummary> recordedUs(double quantile) {
    double[] forks =
        series.forks().stream()
            .filter(fork -> isEnough(fork, quantile) && !isOfClient(fork, quantile))
            .flatMap(fork -> fork.histogram().stream())
            .mapToDouble(counts -> counts.atQuantile(quantile) / 1e3)
            .toArray();
    return forks.length == 0
        ? Optional.empty()
        : Optional.of(SideSummary.of(forks, series.forks().size()));
  }

  /** Tells whether a fork left a percentile out since its client was late. */
  boolean isRefused(double quantile) {
    return series.forks().stream().anyMatch(fork -> isOfClient(fork, quantile));
  }

  /** One that no fork judges by itself is the client's where one of those beside it is. */
  private boolean isOfClient(Fork fork, double quantile) {
    return Stream.of(JUDGED.floorKey(quantile), JUDGED.ceilingKey(quantile))
        .filter(Objects::nonNull)
        .anyMatch(
            judged ->
                isEnough(fork, judged)
                    && values(ServiceMetrics.TAIL_REFUSED, fork).anyMatch(flag -> flag > 0)
                    && values(JUDGED.get(judged), fork).findAny().isEmpty());
  }

  private DoubleStream values(Metric metric, Fork fork) {
    return other(metric).stream()
        .flatMap(one -> one.forks().stream())
        .filter(one -> one.index() == fork.index())
        .flatMap(one -> one.iterations().stream())
        .mapToDouble(Iteration::value);
  }

  private static boolean isEnough(Fork fork, double quantile) {
    return fork.histogram()
        .filter(counts -> Percentiles.admissible(counts.total(), quantile))
        .isPresent();
  }

  /** Returns how many requests that fork of them recorded that had the fewest. */
  OptionalLong recorded() {
    return series.forks().stream()
        .flatMap(fork -> fork.histogram().stream())
        .mapToLong(LatencyCounts::total)
        .min();
  }
}
