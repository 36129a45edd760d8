package dev.tare.experiment.energy;

import dev.tare.compare.Place;
import dev.tare.compare.Row;
import dev.tare.compare.SeriesSummary;
import dev.tare.compare.Summary;
import dev.tare.experiment.Cells;
import dev.tare.result.Fork;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.Run;
import dev.tare.result.RunNames;
import dev.tare.result.Sample;
import dev.tare.result.Section.Cell;
import dev.tare.result.SeriesKey;
import dev.tare.stats.Interval;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Describes what one benchmark used in one place.
 *
 * @param summary that it is part of
 * @param key of the benchmark's score
 */
record EnergyFigures(Summary summary, Place place, SeriesKey key) {
  /** Label of a score that a study's figure is held against: the benchmark's class and method. */
  private static final String BENCHMARK = "benchmark";

  private static final List<Metric> CLAIMED =
      List.of(Metrics.ENERGY_PER_OP, Metrics.POWER, Metrics.IDLE_POWER);

  /** The scores of a run as the studies' figures are held against them, one a fork. */
  static List<Sample> scores(String experiment, Run run) {
    return CLAIMED.stream()
        .flatMap(
            metric ->
                run.series().stream()
                    .filter(one -> one.key().metric().equals(metric.name()))
                    .flatMap(
                        one ->
                            one.forks().stream()
                                .map(fork -> sample(experiment, metric, one.key(), fork))))
        .toList();
  }

  private static Sample sample(String experiment, Metric metric, SeriesKey key, Fork fork) {
    return new Sample(
        experiment,
        metric.name(),
        metric.unit(),
        fork.mean(),
        key.environment().orElse(Run.UNNAMED),
        fork.block().orElse(fork.index()) + 1,
        new TreeMap<>(Map.of(BENCHMARK, RunNames.method(key.runId()))));
  }

  /** Tells whether its energy was measured. */
  boolean isMeasured() {
    return series(Metrics.ENERGY_PER_OP).filter(one -> one.score().forks() > 0).isPresent();
  }

  private Optional<SeriesSummary> series(Metric metric) {
    return summary.series(place, key, metric.name());
  }

  /** A metric over its forks, with its interval. */
  Cell cell(Metric metric) {
    return cell(metric, metric.unit());
  }

  /** Returns the same as another unit has it printed. */
  Cell cell(Metric metric, String unit) {
    return series(metric)
        .map(SeriesSummary::score)
        .map(one -> Cells.of(one.value(), one.ci95().orElse(Interval.UNBOUNDED), unit))
        .orElse(Cell.NONE);
  }

  /** Tells how its energy compares with the reference's; absent for that one itself. */
  Optional<Row> row() {
    return summary.row(place, key.withMetric(Metrics.ENERGY_PER_OP.name()));
  }

  int forks() {
    return series(Metrics.ENERGY_PER_OP).map(one -> one.score().forks()).orElse(0);
  }
}
