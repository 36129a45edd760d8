package dev.tare.experiment.energy;

import dev.tare.compare.Place;
import dev.tare.compare.Row;
import dev.tare.compare.SeriesSummary;
import dev.tare.compare.Summary;
import dev.tare.experiment.Cells;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.Section.Cell;
import dev.tare.result.SeriesKey;
import dev.tare.stats.Interval;
import java.util.List;
import java.util.Optional;

/**
 * Describes what one benchmark used in one place.
 *
 * @param summary that it is part of
 * @param key of the benchmark's score
 */
record EnergyFigures(Summary summary, Place place, SeriesKey key) {
  /** Begins the metric of what one part of the host used. */
  static final String DOMAIN = "energy.";

  boolean isMeasured() {
    return series(Metrics.ENERGY_PER_OP).filter(one -> one.score().forks() > 0).isPresent();
  }

  /** Lists the parts of the host that were told apart, by their names. */
  List<String> domains() {
    return summary.series(place).stream()
        .map(SeriesSummary::key)
        .filter(one -> one.runId().equals(key.runId()))
        .map(SeriesKey::metric)
        .filter(metric -> metric.startsWith(DOMAIN))
        .map(metric -> metric.substring(DOMAIN.length()))
        .toList();
  }

  Cell used(String domain) {
    return cell(summary.series(place, key, DOMAIN + domain), "J");
  }

  private Optional<SeriesSummary> series(Metric metric) {
    return summary.series(place, key, metric.name());
  }

  Cell cell(Metric metric) {
    return cell(metric, metric.unit());
  }

  Cell cell(Metric metric, String unit) {
    return cell(series(metric), unit);
  }

  private static Cell cell(Optional<SeriesSummary> series, String unit) {
    return series
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
