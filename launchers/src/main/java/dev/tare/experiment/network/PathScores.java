package dev.tare.experiment.network;

import dev.tare.result.Metrics;
import dev.tare.result.Run;
import dev.tare.result.Sample;
import dev.tare.result.Series;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The scores of a run as the studies' figures are held against them, one a fork. */
final class PathScores {
  private PathScores() {}

  /** Returns what a transaction took, us, and what a bulk pattern moved, Gbit/s. */
  static List<Sample> of(String experiment, Run run) {
    return run.series().stream().flatMap(one -> of(experiment, one)).toList();
  }

  private static Stream<Sample> of(String experiment, Series series) {
    Optional<NetPattern> pattern = NetPattern.of(series.key().benchmark());
    boolean transactions = pattern.filter(NetPattern::isTransactions).isPresent();
    boolean score =
        transactions
            ? series.key().isPrimary()
            : series.key().metric().equals(Metrics.THROUGHPUT.name());
    if (pattern.isEmpty() || !score) {
      return Stream.empty();
    }
    double scale = transactions ? series.unit().toBase() * 1e6 : 1;
    return series.forks().stream()
        .map(
            fork ->
                new Sample(
                    experiment,
                    series.key().metricLabel(),
                    transactions ? "us" : series.unit().text(),
                    scale * fork.mean(),
                    PathScore.path(series.key()),
                    fork.block().orElse(fork.index()) + 1,
                    PatternCase.of(series.key()).labels(pattern.get())));
  }
}
