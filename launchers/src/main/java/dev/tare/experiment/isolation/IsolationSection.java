package dev.tare.experiment.isolation;

import dev.tare.experiment.Emulation;
import dev.tare.experiment.Span;
import dev.tare.experiment.Words;
import dev.tare.experiment.density.Ground;
import dev.tare.experiment.isolation.Observation.BothSides;
import dev.tare.experiment.isolation.Observation.End;
import dev.tare.result.Section;
import dev.tare.stats.GeometricMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
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
          "did not finish",
          "recovers in",
          "host back in");
  private static final List<String> COUNTS =
      List.of(
          "environment",
          "allocation",
          "neighbour",
          "who",
          "#OOM kills",
          "#fork failures",
          "#throttled ms");

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

  Section section(Ground ground) {
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
              victim.word() + ": what the kernel refused, inside / outside, all blocks",
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
            allNotes());
    return Emulation.told(section.answering(answer()), ground.emulated());
  }

  /** The neighbour that leaves each environment's victims the least, in the words of the table. */
  private String answer() {
    Map<String, Row> worst = new TreeMap<>();
    for (Row row : rows) {
      if (row.neverFinishes() || row.throughput().isPresent()) {
        worst.merge(row.cell().stack().text(), row, (a, b) -> left(a) <= left(b) ? a : b);
      }
    }
    return worst.entrySet().stream()
        .map(
            one ->
                one.getKey()
                    + ": "
                    + one.getValue().cell().neighbour().orElseThrow().word()
                    + " leaves "
                    + one.getValue().cell().victim().word()
                    + " the least: "
                    + hurt(one.getValue()).get(3))
        .collect(Collectors.joining("; ", "", "."));
  }

  private static double left(Row row) {
    return row.neverFinishes() ? 0 : row.throughput().orElseThrow().value();
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
      return new Section.Bar(name, null, null, null, "DNF");
    }
    Optional<GeometricMean> left = row.throughput();
    if (left.isEmpty()) {
      return new Section.Bar(name, null, null, null, "no figure");
    }
    GeometricMean mean = left.get();
    return Words.bar(
        name, mean, Words.with(mean) + (row.count(End.GIVEN_UP) > 0 ? ", " + dnf(row) : ""));
  }

  private List<String> hurt(Row row) {
    return List.of(
        row.cell().stack().text(),
        row.cell().allocation().word(),
        row.cell().neighbour().orElseThrow().word(),
        row.neverFinishes() ? "DNF" : row.throughput().map(Words::with).orElse(Words.NONE),
        row.p50().map(Words::with).orElse(Words.NONE),
        row.p99().map(Words::with).orElse(Words.NONE),
        dnf(row),
        recovery(row.recoveries()),
        back(row));
  }

  private static String dnf(Row row) {
    long given = row.count(End.GIVEN_UP);
    long failed = row.count(End.FAILED);
    String text = given == 0 ? Words.NONE : "DNF " + given + " of " + row.beside().size();
    return failed == 0 ? text : text + ", " + failed + " failed";
  }

  /** The median of those that recovered, and how many did not. */
  static String recovery(List<OptionalDouble> blocks) {
    double[] known = blocks.stream().flatMapToDouble(OptionalDouble::stream).sorted().toArray();
    long never = blocks.size() - known.length;
    if (blocks.isEmpty()) {
      return Words.NONE;
    }
    String median =
        known.length == 0 ? "" : String.format(Locale.ROOT, "%.2f s", known[known.length / 2]);
    String not = never == 0 ? "" : never + " of " + blocks.size() + " not while watched";
    return median + (median.isEmpty() || not.isEmpty() ? "" : ", ") + not;
  }

  private static String back(Row row) {
    if (!row.cell().neighbour().orElseThrow().isBomb()) {
      return Words.NONE;
    }
    List<Observation> tried = row.beside().stream().filter(one -> one.end() != End.FAILED).toList();
    OptionalDouble longest =
        tried.stream()
            .map(Observation::hostBackSeconds)
            .flatMapToDouble(OptionalDouble::stream)
            .max();
    boolean allBack = tried.stream().allMatch(one -> one.hostBackSeconds().isPresent());
    if (tried.isEmpty()) {
      return Words.NONE;
    }
    return allBack ? String.format(Locale.ROOT, "%.1f s", longest.getAsDouble()) : "not in time";
  }

  private static List<List<String>> counts(Row row) {
    List<List<String>> cells = new ArrayList<>();
    add(cells, row, "victim", row.victim());
    add(cells, row, "neighbour", row.neighbour());
    return cells;
  }

  private static void add(List<List<String>> cells, Row row, String who, BothSides counted) {
    Incidents in = counted.inside();
    Incidents out = counted.outside();
    cells.add(
        List.of(
            row.cell().stack().text(),
            row.cell().allocation().word(),
            row.cell().neighbour().orElseThrow().word(),
            who,
            number(in.oomKills()) + " / " + number(out.oomKills()),
            number(in.forkFailures()) + " / " + number(out.forkFailures()),
            ms(in.throttledUs()) + " / " + ms(out.throttledUs())));
  }

  private static String number(OptionalLong value) {
    return value.isEmpty() ? Words.NONE : Long.toString(value.getAsLong());
  }

  private static String ms(OptionalLong us) {
    return us.isEmpty() ? Words.NONE : Long.toString(us.getAsLong() / 1000);
  }

  private List<String> allNotes() {
    List<String> lines = new ArrayList<>(notes);
    for (Observation one : all) {
      one.reason().ifPresent(why -> lines.add(one.cell().line() + ": failed, " + why));
      if (one.covered().orElse(1) < Span.LEAST_OVERLAP) {
        lines.add(
            one.cell().line()
                + ", block "
                + one.block()
                + ": the neighbour was there only "
                + Words.percent(one.covered())
                + " of the time");
      }
    }
    return lines.stream().distinct().toList();
  }
}
