package dev.tare.experiment.boot;

import dev.tare.experiment.Columns;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Has when environments start, where that time goes, and when they are gone. */
record BootTables(List<BootRow> rows, String suffix) {
  private static final String NS = BootRow.NS;
  private static final double P50 = 0.5;
  private static final double P95 = 0.95;
  private static final double P99 = 0.99;

  List<Section.Table> all() {
    return rows.isEmpty() ? List.of() : List.of(starts(), phases(), ends());
  }

  private static Columns<BootRow> names() {
    return new Columns<BootRow>()
        .text("environment", BootRow::environment)
        .text("started", BootRow::arrival)
        .text("files", BootRow::files);
  }

  private Section.Table starts() {
    Function<Start, OptionalDouble> first = one -> one.at(Milestone.FIRST_BYTE);
    Function<Start, OptionalDouble> ready = one -> one.at(Milestone.READY);
    return names()
        .count("starts", BootRow::count)
        .number("first byte p50", row -> row.median(first))
        .number("p95", row -> row.percentile(first, P95, NS))
        .number("p99", row -> row.percentile(first, P99, NS))
        .number("ready p50", row -> row.median(ready))
        .number("ready p95", row -> row.percentile(ready, P95, NS))
        .number("ready p99", row -> row.percentile(ready, P99, NS))
        .number("JVM", row -> row.median(Milestone.JVM))
        .number("network answer", row -> row.median(Milestone.ANSWER))
        .number("host CPU", NS, row -> mean(row, Boot.Result::cpuNs))
        .number("of its CPUs", Cell.SHARE, row -> mean(row, Boot.Result::cpuShare))
        .number("memory", "B", row -> row.figures().median(Start::peak))
        .number("launcher", row -> row.percentile(StartFigures::launcherShare, P50, Cell.SHARE))
        .table("Starts" + suffix, rows);
  }

  private Section.Table ends() {
    Function<Start, OptionalDouble> gone = one -> OptionalDouble.of(one.goneNs());
    return names()
        .number("process gone", row -> row.median(Start::processGone))
        .number("all gone", row -> row.median(gone))
        .number("p95", row -> row.percentile(gone, P95, NS))
        .table("Ends" + suffix, rows);
  }

  private static OptionalDouble mean(BootRow row, Function<Boot.Result, OptionalDouble> figure) {
    return row.results().stream().map(figure).flatMapToDouble(OptionalDouble::stream).average();
  }

  /** Only phases that one of them has. */
  private Section.Table phases() {
    Columns<BootRow> columns = names();
    for (Milestone one : Milestone.values()) {
      if (rows.stream().anyMatch(row -> phase(row, one).isPresent())) {
        columns.number(one.title(), NS, row -> phase(row, one));
      }
    }
    return columns
        .number("together", NS, row -> row.figures().meanTotal())
        .table("Where the time goes: means, each from the phase before" + suffix, rows);
  }

  private static OptionalDouble phase(BootRow row, Milestone one) {
    return row.figures().meanPhases().getOrDefault(one, OptionalDouble.empty());
  }
}
