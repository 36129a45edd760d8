package dev.tare.report;

import dev.tare.fleet.FleetBenchmark;
import dev.tare.fleet.FleetFindings;
import dev.tare.fleet.Standing;
import dev.tare.fleet.Suspect;
import dev.tare.result.Column;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import dev.tare.stats.Deviation;
import dev.tare.stats.Interval;
import dev.tare.stats.VarianceSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the tables of a fleet. */
final class FleetTables {
  /** So many of the worst are listed, and as many of the best. */
  static final int MOST_NODES = 20;

  private static final int MOST_FINDINGS = 3;
  private static final int MOST_SUSPECTS = 8;

  private final FleetFindings found;
  private final List<String> names;

  /**
   * @param names of the benchmarks, in their order
   */
  FleetTables(FleetFindings found, List<String> names) {
    this.found = found;
    this.names = names;
  }

  Section.Table outlying() {
    List<List<Cell>> rows = new ArrayList<>();
    for (Standing node : found.outlying()) {
      for (Standing.Outlier one : node.findings().stream().limit(MOST_FINDINGS).toList()) {
        int more = node.findings().size() - MOST_FINDINGS;
        boolean last = more > 0 && one.equals(node.findings().get(MOST_FINDINGS - 1));
        rows.add(
            List.of(
                Cell.of(name(node)),
                Cell.of(one.benchmark() == Standing.ALL ? "all" : names.get(one.benchmark())),
                Cell.of(one.isWorse() ? "worse" : "better"),
                figure(one.deviation()),
                Cell.of(q(node, "")),
                Cell.of(notes(one, last ? more : 0))));
      }
    }
    return new Section.Table(
        "Outlying nodes",
        List.of(
            Column.text("node"),
            Column.text("benchmark"),
            Column.text("direction"),
            Column.number("ratio"),
            Column.number("q"),
            Column.text("notes")),
        rows);
  }

  private static String notes(Standing.Outlier one, int more) {
    Stream<String> rest = more > 0 ? Stream.of("and in " + more + " more") : Stream.empty();
    return Stream.concat(one.notes().stream(), rest).collect(Collectors.joining("; "));
  }

  Section.Table suspects() {
    List<List<Cell>> rows = new ArrayList<>();
    for (Standing node : found.outlying()) {
      for (Suspect one : node.suspects().stream().limit(MOST_SUSPECTS).toList()) {
        rows.add(
            List.of(
                Cell.of(name(node)),
                Cell.of(one.name()),
                Cell.of(one.value()),
                Cell.of(one.usual()),
                Cell.of(one.others() + " of " + one.told())));
      }
    }
    return new Section.Table(
        "Suspects: facts that outlying nodes have and most have not",
        List.of(
            Column.text("node"),
            Column.text("fact"),
            Column.text("here"),
            Column.text("on most"),
            Column.number("others like here")),
        rows);
  }

  Section.Table variance() {
    List<List<Cell>> rows = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      FleetBenchmark one = found.benchmarks().get(i);
      if (found.splits().get(i).isPresent()) {
        VarianceSplit split = found.splits().get(i).get();
        rows.add(
            List.of(
                Cell.of(names.get(i)),
                Cell.of(one.median(), one.unit().text()),
                Cell.of(split.nodes(), Cell.COUNT),
                part(split.node()),
                part(split.fork()),
                part(split.iteration())));
      }
    }
    return new Section.Table(
        "What the score varies by, as standard deviations, without the outlying nodes",
        List.of(
            Column.text("benchmark"),
            Column.number("median node"),
            Column.number("nodes"),
            Column.number("node"),
            Column.number("fork"),
            Column.number("iteration")),
        rows);
  }

  /** Returns a standard deviation as a percentage, with its interval where that has an end. */
  private static Cell part(VarianceSplit.Part one) {
    if (!Double.isFinite(one.sd())) {
      return Cell.NONE;
    }
    Cell percent = Cell.of(100 * one.sd(), "%");
    return one.ci95().bounded()
        ? new Cell(percent.value(), 100 * one.ci95().low(), 100 * one.ci95().high(), "%", "")
        : percent.with("(may be anything)");
  }

  Section.Table nodes() {
    List<Standing> all = found.standings();
    List<Standing> shown =
        all.size() <= 2 * MOST_NODES
            ? all
            : Stream.concat(
                    all.stream().limit(MOST_NODES), all.stream().skip(all.size() - MOST_NODES))
                .toList();
    return new Section.Table(
        "Nodes, the worst first",
        List.of(
            Column.text("node"),
            Column.number("ratio"),
            Column.number("q"),
            Column.text("outlying"),
            Column.text("notes")),
        shown.stream()
            .map(
                one ->
                    List.of(
                        Cell.of(name(one)),
                        overall(one),
                        Cell.of(q(one, "")),
                        Cell.of(one.isOutlying() ? direction(one) : ""),
                        Cell.of(String.join("; ", one.marks()))))
            .toList());
  }

  static Cell overall(Standing one) {
    return one.overall().map(FleetTables::figure).orElse(Cell.NONE);
  }

  static String name(Standing one) {
    return OneLine.ofName(one.name());
  }

  /** Worse or better, as the clearest of that in which it is outlying. */
  static String direction(Standing one) {
    return one.findings().stream()
        .limit(1)
        .map(first -> first.isWorse() ? "worse" : "better")
        .collect(Collectors.joining());
  }

  /** The q of a node behind some words; nothing where it was not tested. */
  static String q(Standing one, String before) {
    return Double.isNaN(one.q())
        ? ""
        : before + (one.q() < 1e-4 ? "< .0001" : String.format(Locale.ROOT, "%.4f", one.q()));
  }

  private static Cell figure(Deviation one) {
    Interval reach = one.ratioCi95();
    return reach.bounded()
        ? new Cell(one.ratio(), reach.low(), reach.high(), Cell.TIMES, "")
        : new Cell(one.ratio(), null, null, Cell.TIMES, "no interval");
  }
}
