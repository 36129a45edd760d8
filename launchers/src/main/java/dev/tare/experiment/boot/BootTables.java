package dev.tare.experiment.boot;

import dev.tare.result.Column;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

/** Has when environments start, where that time goes, and when they are gone. */
record BootTables(List<BootRow> rows, String suffix) {
  private static final String NS = BootRow.NS;
  private static final double P50 = 0.5;
  private static final double P95 = 0.95;
  private static final double P99 = 0.99;

  private static final List<Column> NAMES =
      List.of(Column.text("environment"), Column.text("started"), Column.text("files"));

  private static final List<Column> STARTS =
      List.of(
          Column.number("starts"),
          Column.number("first byte p50"),
          Column.number("p95"),
          Column.number("p99"),
          Column.number("ready p50"),
          Column.number("ready p95"),
          Column.number("ready p99"),
          Column.number("JVM"),
          Column.number("network answer"),
          Column.number("host CPU"),
          Column.number("of its CPUs"),
          Column.number("memory"),
          Column.number("launcher"));

  private static final List<Column> ENDS =
      List.of(Column.number("process gone"), Column.number("all gone"), Column.number("p95"));

  List<Section.Table> all() {
    return List.of(
        table("Starts", STARTS, BootTables::starts),
        phases(),
        table("Ends", ENDS, BootTables::ends));
  }

  private Section.Table table(
      String caption, List<Column> figures, Function<BootRow, List<Cell>> cells) {
    return new Section.Table(
        caption + suffix,
        joined(NAMES, figures),
        rows.stream().map(row -> joined(row.names(), cells.apply(row))).toList());
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static List<Cell> starts(BootRow row) {
    Function<Start, OptionalDouble> first = one -> one.at(Milestone.FIRST_BYTE);
    Function<Start, OptionalDouble> ready = one -> one.at(Milestone.READY);
    return List.of(
        Cell.of(row.count(), Cell.COUNT),
        row.median(first),
        row.percentile(first, P95, NS),
        row.percentile(first, P99, NS),
        row.median(ready),
        row.percentile(ready, P95, NS),
        row.percentile(ready, P99, NS),
        row.median(Milestone.JVM),
        row.median(Milestone.ANSWER),
        Cell.of(mean(row.results(), Boot.Result::cpuNs), NS),
        Cell.of(mean(row.results(), Boot.Result::cpuShare), Cell.SHARE),
        Cell.of(row.figures().median(Start::peak), "B"),
        row.percentile(StartFigures::launcherShare, P50, Cell.SHARE));
  }

  private static List<Cell> ends(BootRow row) {
    Function<Start, OptionalDouble> gone = one -> OptionalDouble.of(one.goneNs());
    return List.of(row.median(Start::processGone), row.median(gone), row.percentile(gone, P95, NS));
  }

  private static OptionalDouble mean(
      List<Boot.Result> results, Function<Boot.Result, OptionalDouble> figure) {
    return results.stream().map(figure).flatMapToDouble(OptionalDouble::stream).average();
  }

  /** Only phases that one of them has. */
  private Section.Table phases() {
    List<Milestone> phases =
        Stream.of(Milestone.values())
            .filter(
                one -> rows.stream().anyMatch(row -> row.figures().meanPhases().containsKey(one)))
            .toList();
    List<Column> means =
        new ArrayList<>(phases.stream().map(Milestone::title).map(Column::number).toList());
    means.add(Column.number("together"));
    return table(
        "Where the time goes: means, each from the phase before",
        means,
        row -> phases(row, phases));
  }

  private static List<Cell> phases(BootRow row, List<Milestone> phases) {
    Map<Milestone, OptionalDouble> means = row.figures().meanPhases();
    List<Cell> cells = new ArrayList<>();
    phases.forEach(one -> cells.add(Cell.of(means.getOrDefault(one, OptionalDouble.empty()), NS)));
    cells.add(Cell.of(row.figures().meanTotal(), NS));
    return cells;
  }
}
