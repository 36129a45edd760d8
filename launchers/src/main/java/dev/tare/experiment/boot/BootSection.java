package dev.tare.experiment.boot;

import dev.tare.experiment.Columns;
import dev.tare.experiment.Emulation;
import dev.tare.experiment.Found;
import dev.tare.experiment.SectionBuilder;
import dev.tare.report.CellText;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Says which environments start how fast, and where the time goes. */
final class BootSection {
  private static final String NS = BootRow.NS;
  private static final double MS = 1e6;
  private static final double P50 = 0.5;
  private static final double P95 = 0.95;
  private static final double P99 = 0.99;

  /**
   * Holds what Firecracker promises of a guest until its init runs, ms: drawn, and held against
   * none.
   */
  private static final double PROMISE_MS = 125;

  private final List<BootRow> rows = new ArrayList<>();

  BootSection(Found<BootParameters, Starting, Boot.Result> found) {
    for (Starting one : found.conditions()) {
      List<Boot.Result> results = found.outcomes(one);
      List<Start> starts = results.stream().flatMap(result -> result.starts().stream()).toList();
      if (!starts.isEmpty()) {
        rows.add(new BootRow(one, results, new StartFigures(starts)));
      }
    }
  }

  Section section() {
    SectionBuilder section = new SectionBuilder();
    for (boolean emulated : List.of(false, true)) {
      List<BootRow> own = rows.stream().filter(row -> row.emulated() == emulated).toList();
      String suffix = Emulation.suffix(emulated);
      section.table(starts().table("Starts" + suffix, own));
      section.table(
          phases(own)
              .table("Where the time goes: means, each from the phase before" + suffix, own));
      section.table(ends().table("Ends" + suffix, own));
      section.bars(
          "Until the first byte from inside, one at a time" + suffix,
          "ms, median; the line is at 125 ms, which Firecracker promises",
          PROMISE_MS,
          bars(own));
      section.curves(
          "Until commands can be run inside" + suffix, "started at once", "ms", lines(own));
    }
    return section.section(
        "boot",
        "Which starts how fast",
        "From the moment at which an environment is asked for, on one clock of the host: until"
            + " the first byte of what runs first inside, until commands can be run there, and"
            + " until a JVM there has written a line. Percentiles are of single starts, with"
            + " intervals of order statistics; one that has too few starts is left out:"
            + " 6 make a median, 72 a p95, 368 a p99.",
        answer());
  }

  private static Columns<BootRow> names() {
    return new Columns<BootRow>()
        .text("environment", BootRow::environment)
        .text("started", BootRow::arrival)
        .text("files", BootRow::files);
  }

  private static Columns<BootRow> starts() {
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
        .number("launcher", row -> row.percentile(StartFigures::launcherShare, P50, Cell.SHARE));
  }

  private static Columns<BootRow> ends() {
    Function<Start, OptionalDouble> gone = one -> OptionalDouble.of(one.goneNs());
    return names()
        .number("process gone", row -> row.median(Start::processGone))
        .number("all gone", row -> row.median(gone))
        .number("p95", row -> row.percentile(gone, P95, NS));
  }

  private static OptionalDouble mean(BootRow row, Function<Boot.Result, OptionalDouble> figure) {
    return row.results().stream().map(figure).flatMapToDouble(OptionalDouble::stream).average();
  }

  /** Only phases that one of them has. */
  private static Columns<BootRow> phases(List<BootRow> rows) {
    Columns<BootRow> columns = names();
    for (Milestone one : Milestone.values()) {
      if (rows.stream().anyMatch(row -> phase(row, one).isPresent())) {
        columns.number(one.title(), NS, row -> phase(row, one));
      }
    }
    return columns.number("together", NS, row -> row.figures().meanTotal());
  }

  private static OptionalDouble phase(BootRow row, Milestone one) {
    return row.figures().meanPhases().getOrDefault(one, OptionalDouble.empty());
  }

  /** One at a time; only what has a first byte. */
  private static List<Section.Bar> bars(List<BootRow> own) {
    return own.stream()
        .filter(row -> row.starting().count() == 1 && row.starting().rate().isEmpty())
        .filter(row -> row.median(Milestone.FIRST_BYTE).value() != null)
        .map(row -> new Section.Bar(bar(row), ms(row.median(Milestone.FIRST_BYTE))))
        .toList();
  }

  private static String bar(BootRow row) {
    return row.environment() + row.starting().special();
  }

  private static Cell ms(Cell ns) {
    return ns.in("ms", MS);
  }

  /** Finds it by how many start at one moment, where there is more than one such number. */
  private static List<Section.Line> lines(List<BootRow> own) {
    Map<String, List<Section.Point>> byKind = new LinkedHashMap<>();
    own.stream()
        .filter(row -> row.starting().rate().isEmpty())
        .filter(row -> row.median(Milestone.READY).value() != null)
        .forEach(
            row ->
                byKind
                    .computeIfAbsent(bar(row), any -> new ArrayList<>())
                    .add(
                        new Section.Point(
                            row.starting().count(), ms(row.median(Milestone.READY)))));
    return byKind.entrySet().stream()
        .filter(kind -> kind.getValue().size() > 1)
        .map(kind -> new Section.Line(kind.getKey(), kind.getValue()))
        .toList();
  }

  /**
   * The fastest first, of the fewest that start at a time, and with all in the cache if possible.
   */
  private String answer() {
    return String.join(
        " ",
        plainest().stream()
            .sorted(
                Comparator.comparingDouble(
                    row -> row.figures().median(Milestone.READY).orElse(Double.MAX_VALUE)))
            .map(BootSection::sentence)
            .toList());
  }

  private List<BootRow> plainest() {
    List<BootRow> bursts = rows.stream().filter(row -> row.starting().rate().isEmpty()).toList();
    List<BootRow> all = bursts.isEmpty() ? rows : bursts;
    int least = all.stream().mapToInt(row -> row.starting().count()).min().orElse(0);
    List<BootRow> few = all.stream().filter(row -> row.starting().count() == least).toList();
    List<BootRow> plain = few.stream().filter(row -> row.starting().special().isEmpty()).toList();
    return plain.isEmpty() ? few : plain;
  }

  private static String sentence(BootRow row) {
    Map<Milestone, OptionalDouble> phases = row.figures().meanPhases();
    Milestone longest =
        phases.keySet().stream()
            .filter(one -> one.compareTo(Milestone.READY) <= 0)
            .max(Comparator.comparingDouble(one -> phases.get(one).getAsDouble()))
            .orElseThrow();
    Starting own = row.starting();
    boolean usual = own.count() == 1 && own.rate().isEmpty() && own.special().isEmpty();
    String name = usual ? own.stack().text() : own.name();
    Cell ready = row.median(Milestone.READY);
    if (ready.value() == null) {
      return name + ": " + row.count() + " starts are too few for a median.";
    }
    return name
        + ": ready after "
        + CellText.of(ready)
        + " (most of it until "
        + longest.title()
        + ").";
  }
}
