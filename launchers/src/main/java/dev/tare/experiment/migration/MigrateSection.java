package dev.tare.experiment.migration;

import dev.tare.experiment.Emulation;
import dev.tare.experiment.Found;
import dev.tare.report.CellText;
import dev.tare.result.Column;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/** Says how long moves took, what clients saw of them, and what was sent. */
final class MigrateSection {
  private static final String NS = MigrateRow.NS;
  private static final double MS = 1e6;

  private static final List<Column> NAMES =
      List.of(Column.text("environment"), Column.text("moved by"), Column.text("meanwhile"));

  private static final List<Column> TIMES =
      List.of(
          Column.number("moves"),
          Column.number("arrived"),
          Column.number("total"),
          Column.number("engine's downtime"),
          Column.number("blackout p50"),
          Column.number("longest"),
          Column.number("of a connection p50"),
          Column.number("its longest"),
          Column.number("gap before"));

  private static final List<Column> SENT =
      List.of(
          Column.number("sent"),
          Column.number("memory"),
          Column.number("sent of it"),
          Column.number("rounds"),
          Column.number("written meanwhile"),
          Column.number("slowed down by"));

  private final Parameters parameters;
  private final List<MigrateRow> rows = new ArrayList<>();

  MigrateSection(Found<Parameters, Moving, Migrate.Result> found) {
    parameters = found.plan().parameters();
    for (Moving one : found.conditions()) {
      List<Migrate.Result> results = found.outcomes(one);
      List<Moved> moves = results.stream().flatMap(result -> result.moves().stream()).toList();
      if (!moves.isEmpty()) {
        rows.add(new MigrateRow(one, moves, results.stream().anyMatch(Migrate.Result::emulated)));
      }
    }
  }

  Section section() {
    List<Section.Table> tables = new ArrayList<>();
    List<Section.Bars> bars = new ArrayList<>();
    List<Section.Curves> curves = new ArrayList<>();
    for (boolean emulated : List.of(false, true)) {
      List<MigrateRow> own = rows.stream().filter(row -> row.emulated() == emulated).toList();
      String suffix = Emulation.suffix(emulated);
      if (!own.isEmpty()) {
        tables.add(table("Moves" + suffix, TIMES, own, this::times));
        tables.add(table("What was sent" + suffix, sentNames(), own, this::sent));
        tables.add(phases(own, suffix));
        bars(own, suffix).ifPresent(bars::add);
        curves.addAll(new MigrateCurves(own, suffix).all());
      }
    }
    return new Section(
            "migrate",
            "What a move costs",
            "From when the engine is told to move it until it runs at its destination with all of its"
                + " memory, on this host"
                + parameters.host().map(to -> " first, then on " + to).orElse("")
                + ". The blackout is the longest time for which a client outside, which asks"
                + " every millisecond, had no answer to a datagram; beside it the same over one"
                + " TCP connection that lives through, the longest gap in the 1.5 s before, and"
                + " for how long the engine says that the machine stood still. Medians of single"
                + " moves.",
            curves,
            bars,
            tables,
            List.of(),
            notes())
        .answering(answer());
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        parameters.to().isPresent()
            ? "The two ends are on two hosts, and all goes between them through ssh, which encrypts"
                + " it: its disk, its memory, and once it is there its clients' questions, too,"
                + " which come from the first host. Dhar has a third host for these, and 1 Gbit/s."
            : "Both ends are on one host: nothing goes over a network, and what sends and what"
                + " receives share its CPUs. Dhar has them on two, over 1 Gbit/s.");
    long voided = rows.stream().mapToLong(row -> row.moves().size() - row.own().size()).sum();
    if (voided > 0) {
      notes.add(voided + " moves are void and left out: their work stood still.");
    }
    rows.stream().filter(MigrateRow::isSlow).map(MigrateSection::slow).forEach(notes::add);
    return notes;
  }

  private static String slow(MigrateRow row) {
    return row.moving().name()
        + ": while it was moved and ran it wrote "
        + CellText.of(row.written())
        + ", less than it was to: it was slowed down, or the host is too slow.";
  }

  private static Section.Table table(
      String caption,
      List<Column> header,
      List<MigrateRow> own,
      Function<MigrateRow, List<Cell>> cells) {
    List<Column> all = new ArrayList<>(NAMES);
    all.addAll(header);
    return new Section.Table(
        caption,
        all,
        own.stream()
            .map(
                row -> {
                  List<Cell> line = new ArrayList<>(names(row));
                  line.addAll(cells.apply(row));
                  return line;
                })
            .toList());
  }

  private static List<Cell> names(MigrateRow row) {
    return List.of(
        Cell.of(Emulation.name(row.moving().stack().text(), row.emulated())),
        Cell.of(row.moving().how().word()),
        Cell.of(row.moving().meanwhile()));
  }

  private List<Cell> times(MigrateRow row) {
    return List.of(
        Cell.of(row.own().size(), Cell.COUNT),
        Cell.of(row.there().size(), Cell.COUNT),
        row.whole(parameters.limitSeconds()),
        row.median(row.there(), one -> Migrate.real(one.downtimeNs()), NS),
        row.blackout(),
        row.longest(Moved::blackoutNs),
        row.median(row.there(), one -> Migrate.real(one.connectionNs()), NS),
        row.longest(Moved::connectionNs),
        row.median(row.own(), one -> Migrate.real(one.usualNs()), NS));
  }

  /** Also of what was called off: that is why it did not arrive. */
  private List<Cell> sent(MigrateRow row) {
    List<Cell> cells = new ArrayList<>(sentOfMemory(row));
    if (parameters.to().isPresent()) {
      cells.add(row.median(row.own(), one -> Migrate.real(one.diskBytes()), "B"));
    }
    return cells;
  }

  private List<Column> sentNames() {
    List<Column> names = new ArrayList<>(SENT);
    if (parameters.to().isPresent()) {
      names.add(Column.number("of its disk"));
    }
    return names;
  }

  private static List<Cell> sentOfMemory(MigrateRow row) {
    return List.of(
        row.sent(),
        row.median(row.own(), one -> Migrate.real(one.allottedBytes()), "B"),
        row.median(row.own(), Moved::share, Cell.SHARE),
        row.median(row.own(), one -> Migrate.real(one.rounds()), Cell.COUNT),
        row.median(row.own(), Moved::writtenMbPerSecond, "MB/s"),
        row.median(row.own(), Moved::mostSlowed, Cell.SHARE));
  }

  /** Only phases that one of them has. */
  private static Section.Table phases(List<MigrateRow> own, String suffix) {
    Set<String> names = new LinkedHashSet<>();
    own.forEach(row -> row.there().forEach(one -> names.addAll(one.phasesNs().keySet())));
    return table(
        "Where the time goes" + suffix,
        names.stream().map(Column::number).toList(),
        own,
        row ->
            names.stream()
                .map(
                    name ->
                        row.median(
                            row.there(),
                            one ->
                                one.phasesNs().containsKey(name)
                                    ? OptionalDouble.of(one.phasesNs().get(name))
                                    : OptionalDouble.empty(),
                            NS))
                .toList());
  }

  private static Optional<Section.Bars> bars(List<MigrateRow> own, String suffix) {
    List<Section.Bar> bars =
        own.stream()
            .filter(row -> row.blackout().value() != null)
            .map(
                row ->
                    new Section.Bar(
                        row.moving().called(row.emulated()), row.blackout().in("ms", MS)))
            .toList();
    return bars.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Section.Bars(
                "For how long a client has no answer" + suffix, "ms, median", null, bars));
  }

  /**
   * Returns a sentence for the first way of each environment and working set, and what was never
   * moved.
   */
  private String answer() {
    Set<String> told = new LinkedHashSet<>();
    Set<String> sentences = new LinkedHashSet<>();
    for (MigrateRow row : rows) {
      boolean never = row.there().isEmpty();
      if (!row.own().isEmpty() && (never || told.add(row.moving().inUse()))) {
        sentences.add(row.moving().name() + (never ? missed() : clear(row)));
      }
    }
    return String.join(" ", sentences);
  }

  private String missed() {
    return ": not moved within " + parameters.limitSeconds() + " s.";
  }

  private String clear(MigrateRow row) {
    return ": moved in "
        + CellText.of(row.whole(parameters.limitSeconds()))
        + ", without an answer for "
        + CellText.of(row.blackout())
        + ".";
  }
}
