package dev.tare.experiment.serving;

import dev.tare.experiment.Cells;
import dev.tare.result.Column;
import dev.tare.result.Metric;
import dev.tare.result.OperationMetrics;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import dev.tare.result.ServiceMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Describes what inserts, reads and updates took each, of loads that tell them apart.
 *
 * @param called how tables call an environment
 */
record OperationTable(List<LoadScore> scores, UnaryOperator<String> called) {
  private static final List<Column> HEADER =
      List.of(
          Column.text("load"),
          Column.text("environment"),
          Column.number("insert, mean"),
          Column.number("insert, p99"),
          Column.number("read, mean"),
          Column.number("read, p99"),
          Column.number("update, mean"),
          Column.number("update, p99"));

  private static final List<OperationMetrics> KINDS =
      List.of(ServiceMetrics.LOAD, ServiceMetrics.READ, ServiceMetrics.UPDATE);

  /** Absent where none does. */
  Optional<Section.Table> table() {
    List<List<Cell>> rows = scores.stream().filter(OperationTable::tells).map(this::row).toList();
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Section.Table("From when it was sent until it was answered", HEADER, rows));
  }

  private static boolean tells(LoadScore score) {
    return score.mean(ServiceMetrics.READ.mean()).isPresent();
  }

  private List<Cell> row(LoadScore score) {
    List<Cell> row = new ArrayList<>();
    row.add(Cell.of(score.words()));
    row.add(Cell.of(called.apply(score.environment())));
    for (OperationMetrics kind : KINDS) {
      row.add(cell(score, kind.mean()));
      boolean few = score.mean(kind.p99()).isEmpty() && score.mean(kind.mean()).isPresent();
      row.add(few ? Cell.of("too few") : cell(score, kind.p99()));
    }
    return row;
  }

  private static Cell cell(LoadScore score, Metric metric) {
    return Cells.of(score.mean(metric), metric.unit());
  }
}
