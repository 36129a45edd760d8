package dev.tare.experiment.isolation;

import dev.tare.experiment.Found;
import dev.tare.result.Column;
import dev.tare.result.Metrics;
import dev.tare.result.Sample;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** Says how much of a flood the neighbours received. */
record FloodTable(Found<Isolate.Parameters, Pairing, PairOutcome> found) {
  private static final List<Column> HEADS =
      List.of(
          Column.text("environment"),
          Column.text("allocation"),
          Column.number("least of a block"),
          Column.number("most of a block"));

  /**
   * Absent where nobody was flooded.
   *
   * @param pairs of the victim
   */
  Optional<Section.Table> of(Victim victim, List<Pairing> pairs) {
    List<List<Cell>> rows = pairs.stream().filter(Pairing::isFlooded).map(this::row).toList();
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Section.Table(
                victim.word() + ": datagrams a second that the flooded server received",
                HEADS,
                rows));
  }

  private List<Cell> row(Pairing one) {
    String unit = Metrics.PACKETS.unit();
    return List.of(
        Cell.of(found.called(one.stack().text())),
        Cell.of(one.allocation().word()),
        Cell.of(received(one).min(), unit),
        Cell.of(received(one).max(), unit));
  }

  private DoubleStream received(Pairing one) {
    return found.samples(Metrics.PACKETS, one).stream().mapToDouble(Sample::value);
  }
}
