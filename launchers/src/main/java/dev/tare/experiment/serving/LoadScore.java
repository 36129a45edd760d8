package dev.tare.experiment.serving;

import dev.tare.result.Fork;
import dev.tare.result.LatencyCounts;
import dev.tare.result.Metric;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.result.ServiceMetrics;
import dev.tare.stats.GeometricMean;
import dev.tare.stats.Percentiles;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Describes what one load gave in one environment at one rate.
 *
 * @param series the score of its benchmark
 */
record LoadScore(Run run, Series series) {
  /** All of a run, by environment, load, connections and rate. */
  static List<LoadScore> of(Run run) {
    return run.series().stream()
        .filter(one -> one.key().isPrimary() && !one.forks().isEmpty())
        .filter(one -> loadOf(one.key()).isPresent())
        .map(one -> new LoadScore(run, one))
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
  Optional<GeometricMean> reached() {
    return mean(series);
  }

  /** Returns the same by the load's own clock, where it has one: without what starts it. */
  Optional<GeometricMean> kept() {
    return mean(ServiceMetrics.TRANSACTIONS).or(this::reached);
  }

  Optional<GeometricMean> mean(Metric metric) {
    return other(metric).flatMap(LoadScore::mean);
  }

  private Optional<Series> other(Metric metric) {
    SeriesKey key = series.key().withMetric(metric.name());
    return run.series().stream().filter(one -> one.key().equals(key)).findFirst();
  }

  private static Optional<GeometricMean> mean(Series series) {
    double[] logs =
        series.forks().stream()
            .mapToDouble(Fork::mean)
            .filter(value -> value > 0)
            .map(Math::log)
            .toArray();
    return logs.length == 0 ? Optional.empty() : Optional.of(GeometricMean.of(logs));
  }

  /** A percentile of single requests, us, where every fork has enough of them. */
  Optional<GeometricMean> percentileUs(double quantile) {
    List<LatencyCounts> forks =
        series.forks().stream().flatMap(fork -> fork.histogram().stream()).toList();
    if (forks.isEmpty()
        || !forks.stream().allMatch(fork -> Percentiles.admissible(fork.total(), quantile))) {
      return Optional.empty();
    }
    return Optional.of(
        GeometricMean.of(
            forks.stream()
                .mapToDouble(fork -> Math.log(fork.atQuantile(quantile) / 1e3))
                .toArray()));
  }

  /** Returns how many requests that fork of them recorded that had the fewest. */
  OptionalLong recorded() {
    return series.forks().stream()
        .flatMap(fork -> fork.histogram().stream())
        .mapToLong(LatencyCounts::total)
        .min();
  }
}
