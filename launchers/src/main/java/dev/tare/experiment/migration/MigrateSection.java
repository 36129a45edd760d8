package dev.tare.experiment.migration;

import dev.tare.experiment.Cells;
import dev.tare.experiment.Emulation;
import dev.tare.experiment.Found;
import dev.tare.report.CellText;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import dev.tare.result.Section.Scale;
import dev.tare.stats.OrderStatistics;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/** Says how long moves took, what clients saw of them, and what was sent. */
final class MigrateSection {
  private static final String NS = "ns";
  private static final double MS = 1e6;
  private static final double S = 1e9;
  private static final double QUIET_S = MovedPlace.QUIET.toMillis() / 1e3;
  private static final double HALF = 0.5;
  private static final double NEARLY = 0.9;

  private static final List<String> NAMES = List.of("environment", "moved by", "meanwhile");

  private static final List<String> TIMES =
      List.of(
          "#moves",
          "#arrived",
          "#total",
          "#engine's downtime",
          "#blackout p50",
          "#longest",
          "#of a connection",
          "#gap before");

  private static final List<String> SENT =
      List.of("#sent", "#memory", "#sent of it", "#rounds", "#written meanwhile");

  private final Parameters parameters;
  private final List<Row> rows = new ArrayList<>();

  /** The moves of a condition in all blocks. */
  private record Row(Moving moving, List<Moved> moves, boolean emulated) {
    List<Moved> own() {
      return moves.stream().filter(Moved::counts).toList();
    }

    List<Moved> there() {
      return own().stream().filter(Moved::arrived).toList();
    }

    Cell median(List<Moved> of, Function<Moved, OptionalDouble> figure, String unit) {
      OrderStatistics all = Migrate.of(of, figure);
      Optional<OrderStatistics.Percentile> known = all.percentile(HALF);
      return known.isPresent()
          ? Cells.of(known.get().value(), known.get().ci95(), unit)
          : Cell.of(all.value(HALF), unit);
    }

    /**
     * Tells where none of them arrived that is the answer, where none counts that there is none.
     */
    Cell whole(int limitSeconds) {
      if (own().isEmpty()) {
        return Cell.of("void");
      }
      return there().isEmpty()
          ? Cell.of("not within " + limitSeconds + " s")
          : median(there(), one -> OptionalDouble.of(one.totalNs()), NS);
    }

    Cell written() {
      return median(own(), Moved::writtenMbPerSecondRunning, "MB/s");
    }

    /** Tells whether it wrote less than nine tenths of what was asked for. */
    boolean isSlow() {
      Double wrote = written().value();
      return wrote != null && wrote < NEARLY * moving.work().rate();
    }

    Cell blackout() {
      return median(there(), one -> Migrate.real(one.blackoutNs()), NS);
    }

    Cell longest() {
      return Cell.of(
          there().stream().flatMapToLong(one -> one.blackoutNs().stream()).asDoubleStream().max(),
          NS);
    }
  }

  MigrateSection(Found<Parameters, Moving, Migrate.Result> found) {
    parameters = found.plan().parameters();
    for (Moving one : found.conditions()) {
      List<Migrate.Result> results = found.outcomes(one);
      List<Moved> moves = results.stream().flatMap(result -> result.moves().stream()).toList();
      if (!moves.isEmpty()) {
        rows.add(new Row(one, moves, results.stream().anyMatch(Migrate.Result::emulated)));
      }
    }
  }

  Section section() {
    List<Section.Table> tables = new ArrayList<>();
    List<Section.Bars> bars = new ArrayList<>();
    List<Section.Curves> curves = new ArrayList<>();
    for (boolean emulated : List.of(false, true)) {
      List<Row> own = rows.stream().filter(row -> row.emulated() == emulated).toList();
      String suffix = Emulation.suffix(emulated);
      if (!own.isEmpty()) {
        tables.add(table("Moves" + suffix, TIMES, own, this::times));
        tables.add(table("What was sent" + suffix, SENT, own, MigrateSection::sent));
        tables.add(phases(own, suffix));
        bars(own, suffix).ifPresent(bars::add);
        curves.addAll(curves(own, suffix));
      }
    }
    return new Section(
            "migrate",
            "What a move costs",
            "From when the engine is told to move it until it runs at its destination with all of its"
                + " memory, on this host. The blackout is the longest time for which a client outside, which asks"
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
        "Both ends are on one host: nothing goes over a network, and what sends and what"
            + " receives share its CPUs. Dhar has them on two, over 1 Gbit/s.");
    long voided = rows.stream().mapToLong(row -> row.moves().size() - row.own().size()).sum();
    if (voided > 0) {
      notes.add(voided + " moves are void and left out: their work stood still.");
    }
    rows.stream().filter(Row::isSlow).map(MigrateSection::slow).forEach(notes::add);
    return notes;
  }

  private static String slow(Row row) {
    return row.moving().name()
        + ": while it was moved and ran it wrote "
        + CellText.of(row.written())
        + ", less than it was to: it was slowed down, or the host is too slow.";
  }

  private static Section.Table table(
      String caption, List<String> header, List<Row> own, Function<Row, List<Cell>> cells) {
    List<String> all = new ArrayList<>(NAMES);
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

  private static List<Cell> names(Row row) {
    return List.of(
        Cell.of(row.moving().stack().text()),
        Cell.of(row.moving().how().word()),
        Cell.of(row.moving().work().words()));
  }

  private List<Cell> times(Row row) {
    return List.of(
        Cell.of(row.own().size(), Cell.COUNT),
        Cell.of(row.there().size(), Cell.COUNT),
        row.whole(parameters.limitSeconds()),
        row.median(row.there(), one -> Migrate.real(one.downtimeNs()), NS),
        row.blackout(),
        row.longest(),
        row.median(row.there(), one -> Migrate.real(one.connectionNs()), NS),
        row.median(row.own(), one -> Migrate.real(one.usualNs()), NS));
  }

  /** Also of what was called off: that is why it did not arrive. */
  private static List<Cell> sent(Row row) {
    return List.of(
        row.median(row.own(), one -> Migrate.real(one.bytes()), "B"),
        row.median(row.own(), one -> Migrate.real(one.allottedBytes()), "B"),
        row.median(row.own(), Moved::share, Cell.SHARE),
        row.median(row.own(), one -> Migrate.real(one.rounds()), Cell.COUNT),
        row.median(row.own(), Moved::writtenMbPerSecond, "MB/s"));
  }

  /** Only phases that one of them has. */
  private static Section.Table phases(List<Row> own, String suffix) {
    Set<String> names = new LinkedHashSet<>();
    own.forEach(row -> row.there().forEach(one -> names.addAll(one.phasesNs().keySet())));
    return table(
        "Where the time goes" + suffix,
        names.stream().map(name -> "#" + name).toList(),
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

  private static Optional<Section.Bars> bars(List<Row> own, String suffix) {
    List<Section.Bar> bars =
        own.stream()
            .filter(row -> row.blackout().value() != null)
            .map(row -> new Section.Bar(row.moving().name(), row.blackout().in("ms", MS)))
            .toList();
    return bars.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Section.Bars(
                "For how long a client has no answer" + suffix, "ms, median", null, bars));
  }

  /** The first move that counts of each, those that did the same meanwhile side by side. */
  private static List<Section.Curves> curves(List<Row> own, String suffix) {
    List<Section.Curves> all = new ArrayList<>();
    for (Work work : own.stream().map(row -> row.moving().work()).distinct().toList()) {
      List<Section.Line> lines =
          own.stream()
              .filter(row -> row.moving().work().equals(work) && !row.own().isEmpty())
              .map(
                  row ->
                      new Section.Line(
                          row.moving().stack().text() + ", " + row.moving().how().word(),
                          row.own().get(0).tail().stream().map(MigrateSection::point).toList()))
              .toList();
      if (!lines.isEmpty()) {
        all.add(
            new Section.Curves(
                "The slowest request of every 100 ms, " + work.words() + suffix,
                "s, moved from " + QUIET_S + " on",
                "ms",
                Scale.LINEAR,
                Scale.LOG,
                lines));
      }
    }
    return all;
  }

  private static Section.Point point(Moved.Tail tail) {
    return new Section.Point(QUIET_S + tail.atNs() / S, Cell.of(tail.worstNs() / MS, "ms"));
  }

  /** Returns a sentence for the first way of each environment, and what was never moved. */
  private String answer() {
    Set<String> told = new LinkedHashSet<>();
    Set<String> sentences = new LinkedHashSet<>();
    for (Row row : rows) {
      boolean never = row.there().isEmpty();
      if (!row.own().isEmpty() && (never || told.add(row.moving().stack().text()))) {
        sentences.add(row.moving().name() + (never ? missed() : clear(row)));
      }
    }
    return String.join(" ", sentences);
  }

  private String missed() {
    return ": not moved within " + parameters.limitSeconds() + " s.";
  }

  private String clear(Row row) {
    return ": moved in "
        + CellText.of(row.whole(parameters.limitSeconds()))
        + ", without an answer for "
        + CellText.of(row.blackout())
        + ".";
  }
}
