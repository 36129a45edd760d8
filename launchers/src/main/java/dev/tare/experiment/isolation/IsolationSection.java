package dev.tare.experiment.isolation;

import dev.tare.experiment.Cells;
import dev.tare.experiment.Emulation;
import dev.tare.experiment.HostContext;
import dev.tare.experiment.Span;
import dev.tare.experiment.Words;
import dev.tare.experiment.isolation.Observation.End;
import dev.tare.report.CellText;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import dev.tare.stats.GeometricMean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** What was found, as tables and bars. */
final class IsolationSection {
  private static final List<String> HURT =
      List.of(
          "environment",
          "allocation",
          "neighbour",
          "#throughput left",
          "#p50",
          "#p99",
          "#did not finish",
          "#failed",
          "#recovers in",
          "#not while watched",
          "#host back in");
  private static final List<String> COUNTS =
      List.of(
          "environment",
          "allocation",
          "neighbour",
          "who",
          "seen from",
          "#OOM kills",
          "#fork failures",
          "#throttled");

  private final IsolationPlan plan;
  private final List<Observation> all;
  private final List<Row> rows;
  private final List<String> notes;

  IsolationSection(IsolationPlan plan, List<Observation> all, List<String> notes) {
    this.plan = plan;
    this.all = List.copyOf(all);
    this.rows = Row.of(plan, all);
    this.notes = List.copyOf(notes);
  }

  Section section(HostContext ground) {
    IsolationClaims claims = new IsolationClaims(ground, rows);
    List<Section.Bars> bars = new ArrayList<>();
    List<Section.Table> tables = new ArrayList<>();
    for (Victim victim : plan.victims()) {
      List<Row> own = rows.stream().filter(row -> row.cell().victim().equals(victim)).toList();
      bars.add(bars(victim, own, claims.bars(victim)));
      tables.add(
          new Section.Table(
              victim.word() + " beside a neighbour, against alone",
              HURT,
              own.stream().map(this::hurt).toList()));
      tables.add(
          new Section.Table(
              victim.word() + ": what the kernel refused, all blocks",
              COUNTS,
              own.stream().flatMap(row -> counts(row).stream()).toList()));
    }
    Section section =
        new Section(
                "isolation",
                "How much a neighbour hurts",
                lead(),
                List.of(),
                bars,
                tables,
                claims.all(),
                allNotes())
            .answering(answer());
    return Emulation.told(section, ground.emulated());
  }

  /** Of each victim in each kind of environment, what hurt it most. */
  private String answer() {
    Map<String, Row> worst = new LinkedHashMap<>();
    for (Row row : rows) {
      if (row.neverFinishes() || row.throughput().isPresent()) {
        String who = row.cell().victim().word() + " in " + row.cell().stack().text();
        worst.merge(who, row, (a, b) -> left(a) <= left(b) ? a : b);
      }
    }
    return worst.entrySet().stream()
        .map(one -> one.getKey() + " is hurt most by " + most(one.getValue()))
        .collect(Collectors.joining(" "));
  }

  private static double left(Row row) {
    return row.neverFinishes() ? 0 : row.throughput().orElseThrow().value();
  }

  private static String most(Row row) {
    String by =
        row.cell().neighbour().orElseThrow().word() + " (" + row.cell().allocation().word() + "): ";
    return by
        + (row.neverFinishes()
            ? "its work does not finish."
            : CellText.of(Cells.of(row.throughput(), Cell.NUMBER)) + " of its throughput is left.");
  }

  private String lead() {
    return "A victim with work that takes "
        + Words.plain(plan.seconds())
        + " s alone, beside a neighbour in an environment of the same kind with the same"
        + " limits ("
        + limits()
        + "). Throughput left is 1 where the neighbour is not felt; latencies are times those"
        + " alone; intervals are 95 % over blocks. DNF: the work took more than "
        + Words.plain(plan.patience())
        + " times as long as alone, and more than 30 s. Recovers in: from the neighbour's end until "
        + Recovery.STEADY
        + " slices of "
        + FixedWork.SLICE_MS
        + " ms in a row take at most "
        + Math.round(100 * Recovery.TOLERANCE)
        + " % longer than alone.";
  }

  private String limits() {
    long bytes = plan.limits().memoryBytes().orElseThrow();
    return plan.limits()
        .text()
        .replace("memory=" + bytes, "memory " + Words.bytes(bytes))
        .replace('=', ' ')
        .replace(",", ", ");
  }

  private Section.Bars bars(Victim victim, List<Row> own, List<Section.Bar> theirs) {
    List<Section.Bar> all = new ArrayList<>(own.stream().map(this::bar).toList());
    all.addAll(theirs);
    return new Section.Bars(victim.word(), "throughput left, 1 alone", all);
  }

  private Section.Bar bar(Row row) {
    String name =
        row.cell().stack().text()
            + ", "
            + row.cell().allocation().word()
            + ", "
            + row.cell().neighbour().orElseThrow().word();
    if (row.neverFinishes()) {
      return new Section.Bar(name, Cell.of("DNF"));
    }
    Optional<GeometricMean> left = row.throughput();
    if (left.isEmpty()) {
      return new Section.Bar(name, Cell.of("no figure"));
    }
    long given = row.count(End.GIVEN_UP);
    return new Section.Bar(
        name,
        Cells.of(left, Cell.NUMBER)
            .with(given > 0 ? ", DNF " + given + " of " + row.beside().size() : ""));
  }

  private List<Cell> hurt(Row row) {
    List<OptionalDouble> blocks = row.recoveries();
    return List.of(
        Cell.of(row.cell().stack().text()),
        Cell.of(row.cell().allocation().word()),
        Cell.of(row.cell().neighbour().orElseThrow().word()),
        row.neverFinishes() ? Cell.of("DNF") : Cells.of(row.throughput(), Cell.NUMBER),
        Cells.times(row.p50()),
        Cells.times(row.p99()),
        of(row, row.count(End.GIVEN_UP)),
        of(row, row.count(End.FAILED)),
        recovery(blocks),
        blocks.isEmpty()
            ? Cell.NONE
            : Cell.of(blocks.stream().filter(OptionalDouble::isEmpty).count(), Cell.COUNT),
        back(row));
  }

  private static Cell of(Row row, long blocks) {
    return Cell.of(blocks, Cell.COUNT).with("of " + row.beside().size());
  }

  /** The median of those that recovered. */
  static Cell recovery(List<OptionalDouble> blocks) {
    double[] known = blocks.stream().flatMapToDouble(OptionalDouble::stream).sorted().toArray();
    return known.length == 0 ? Cell.NONE : Cell.of(known[known.length / 2], "s");
  }

  private static Cell back(Row row) {
    if (!row.cell().neighbour().orElseThrow().isBomb()) {
      return Cell.NONE;
    }
    List<Observation> tried = row.beside().stream().filter(one -> one.end() != End.FAILED).toList();
    OptionalDouble longest =
        tried.stream()
            .map(Observation::hostBackSeconds)
            .flatMapToDouble(OptionalDouble::stream)
            .max();
    boolean allBack = tried.stream().allMatch(one -> one.hostBackSeconds().isPresent());
    if (tried.isEmpty()) {
      return Cell.NONE;
    }
    return allBack ? Cell.of(longest, "s") : Cell.of("not in time");
  }

  private static List<List<Cell>> counts(Row row) {
    List<List<Cell>> cells = new ArrayList<>();
    add(cells, row, "victim", "inside", row.victim().inside());
    add(cells, row, "victim", "outside", row.victim().outside());
    add(cells, row, "neighbour", "inside", row.neighbour().inside());
    add(cells, row, "neighbour", "outside", row.neighbour().outside());
    return cells;
  }

  private static void add(
      List<List<Cell>> cells, Row row, String who, String from, Incidents counted) {
    cells.add(
        List.of(
            Cell.of(row.cell().stack().text()),
            Cell.of(row.cell().allocation().word()),
            Cell.of(row.cell().neighbour().orElseThrow().word()),
            Cell.of(who),
            Cell.of(from),
            Cell.count(counted.oomKills()),
            Cell.count(counted.forkFailures()),
            counted.throttledUs().isPresent()
                ? Cell.of(counted.throttledUs().getAsLong() / 1e3, "ms")
                : Cell.NONE));
  }

  private List<String> allNotes() {
    List<String> lines = new ArrayList<>(notes);
    for (Observation one : all) {
      one.reason().ifPresent(why -> lines.add(one.cell().line() + ": failed, " + why));
      if (one.covered().orElse(1) < Span.LEAST_OVERLAP) {
        lines.add(
            one.cell().line()
                + ", block "
                + (one.block() + 1)
                + ": the neighbour was there only "
                + Words.percent(one.covered())
                + " of the time");
      }
    }
    return lines.stream().distinct().toList();
  }
}
