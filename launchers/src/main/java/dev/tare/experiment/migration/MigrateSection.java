package dev.tare.experiment.migration;

import dev.tare.experiment.Columns;
import dev.tare.experiment.Emulation;
import dev.tare.experiment.Found;
import dev.tare.experiment.SectionBuilder;
import dev.tare.report.CellText;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Says how long moves took, what clients saw of them, and what was sent. */
final class MigrateSection {
  private static final String NS = MigrateRow.NS;
  private static final double MS = 1e6;

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
    SectionBuilder section = new SectionBuilder();
    for (boolean emulated : List.of(false, true)) {
      List<MigrateRow> own = rows.stream().filter(row -> row.emulated() == emulated).toList();
      String suffix = Emulation.suffix(emulated);
      section.table(times().table("Moves" + suffix, own));
      section.table(sent().table("What was sent" + suffix, own));
      section.table(phases(own).table("Where the time goes" + suffix, own));
      section.bars("For how long a client has no answer" + suffix, "ms, median", bars(own));
      new MigrateCurves(own, suffix).draw(section);
    }
    notes().forEach(section::note);
    return section.section(
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
        answer());
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

  private static Columns<MigrateRow> names() {
    return new Columns<MigrateRow>()
        .text("environment", MigrateRow::environment)
        .text("moved by", row -> row.moving().how().word())
        .text("meanwhile", row -> row.moving().meanwhile());
  }

  private Columns<MigrateRow> times() {
    return names()
        .count("moves", row -> row.own().size())
        .count("arrived", row -> row.there().size())
        .number("total", row -> row.whole(parameters.limitSeconds()))
        .number("engine's downtime", row -> row.medianOfWhole(row.there(), Moved::downtimeNs, NS))
        .number("blackout p50", MigrateRow::blackout)
        .number("longest", row -> row.longest(Moved::blackoutNs))
        .number(
            "of a connection p50", row -> row.medianOfWhole(row.there(), Moved::connectionNs, NS))
        .number("its longest", row -> row.longest(Moved::connectionNs))
        .number("gap before", row -> row.medianOfWhole(row.own(), Moved::usualNs, NS));
  }

  /** Also of what was called off: that is why it did not arrive. */
  private Columns<MigrateRow> sent() {
    Columns<MigrateRow> columns =
        names()
            .number("sent", MigrateRow::sent)
            .number("memory", row -> row.medianOfWhole(row.own(), Moved::allottedBytes, "B"))
            .number("sent of it", row -> row.median(row.own(), Moved::share, Cell.SHARE))
            .number("rounds", row -> row.medianOfWhole(row.own(), Moved::rounds, Cell.COUNT))
            .number(
                "written meanwhile",
                row -> row.median(row.own(), Moved::writtenMbPerSecond, "MB/s"))
            .number("slowed down by", row -> row.median(row.own(), Moved::mostSlowed, Cell.SHARE));
    return parameters.to().isPresent()
        ? columns.number("of its disk", row -> row.medianOfWhole(row.own(), Moved::diskBytes, "B"))
        : columns;
  }

  /** Only phases that one of them has. */
  private static Columns<MigrateRow> phases(List<MigrateRow> own) {
    Columns<MigrateRow> columns = names();
    own.stream()
        .flatMap(row -> row.there().stream())
        .flatMap(move -> move.phasesNs().keySet().stream())
        .distinct()
        .forEach(
            name ->
                columns.number(
                    name, row -> row.medianOfWhole(row.there(), move -> move.phaseNs(name), NS)));
    return columns;
  }

  private static List<Section.Bar> bars(List<MigrateRow> own) {
    return own.stream()
        .filter(row -> row.blackout().value() != null)
        .map(
            row ->
                new Section.Bar(row.moving().called(row.emulated()), row.blackout().in("ms", MS)))
        .toList();
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
