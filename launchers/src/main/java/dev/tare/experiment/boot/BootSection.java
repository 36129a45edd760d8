package dev.tare.experiment.boot;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.tare.experiment.Cells;
import dev.tare.experiment.Emulation;
import dev.tare.experiment.Found;
import dev.tare.report.CellText;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import dev.tare.stats.OrderStatistics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

/** Says which environments start how fast, and where the time goes. */
final class BootSection {
  private static final double MS = 1e6;
  private static final String NS = "ns";

  /**
   * Holds what Firecracker promises of a guest until its init runs, ms: drawn, and held against
   * none.
   */
  private static final double PROMISE_MS = 125;

  private static final double P50 = 0.5;
  private static final double P95 = 0.95;
  private static final double P99 = 0.99;

  private static final List<String> STARTS =
      List.of(
          "environment",
          "started",
          "files",
          "#starts",
          "#first byte p50",
          "#p95",
          "#p99",
          "#ready",
          "#JVM",
          "#network answer",
          "#host CPU",
          "#of its CPUs",
          "#memory",
          "#launcher");

  private static final List<String> ENDS =
      List.of("environment", "started", "files", "#process gone", "#all gone", "#p95");

  private final List<Row> rows = new ArrayList<>();

  /** The starts of a condition in all blocks. */
  private record Row(Starting starting, List<Boot.Result> results, StartFigures figures) {
    boolean emulated() {
      return results.stream().anyMatch(Boot.Result::emulated);
    }

    long count() {
      return results.stream().mapToLong(one -> one.starts().size()).sum();
    }

    List<Cell> names() {
      int most = results.stream().mapToInt(Boot.Result::mostAtOnce).max().orElse(0);
      String reached = starting.rate().isPresent() ? ", up to " + most + " at once" : "";
      return List.of(
          Cell.of(starting.stack().text()),
          Cell.of(starting.arrival() + reached),
          Cell.of(files()));
    }

    private String files() {
      String saved = starting.from() == From.IMAGE ? "" : ", " + starting.from().word();
      boolean once = starting.cache() == Cache.COLD && starting.rate().isPresent();
      return starting.cache().word() + (once ? " for the first" : "") + saved;
    }

    Cell percentile(Function<Start, OptionalDouble> figure, double quantile, String unit) {
      Optional<OrderStatistics.Percentile> known = figures.of(figure).percentile(quantile);
      return known.map(one -> Cells.of(one.value(), one.ci95(), unit)).orElse(Cell.NONE);
    }

    Cell median(Function<Start, OptionalDouble> figure) {
      return percentile(figure, P50, NS);
    }

    Cell median(Milestone milestone) {
      return median(one -> one.at(milestone));
    }
  }

  BootSection(Found<BootParameters, Starting, Boot.Result> found) {
    for (Starting one : found.conditions()) {
      List<Boot.Result> results = found.outcomes(one);
      List<Start> starts = results.stream().flatMap(result -> result.starts().stream()).toList();
      if (!starts.isEmpty()) {
        rows.add(new Row(one, results, new StartFigures(starts)));
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
        tables.addAll(tables(own, suffix));
        bars(own, suffix).ifPresent(bars::add);
        curves(own, suffix).ifPresent(curves::add);
      }
    }
    return new Section(
            "boot",
            "Which starts how fast",
            "From the moment at which an environment is asked for, on one clock of the host: until"
                + " the first byte of what runs first inside, until commands can be run there, and"
                + " until a JVM there has written a line. Percentiles are of single starts, with"
                + " intervals of order statistics; one that has too few starts is left out:"
                + " 6 make a median, 72 a p95, 368 a p99.",
            curves,
            bars,
            tables,
            List.of(),
            List.of())
        .answering(answer());
  }

  private static List<Section.Table> tables(List<Row> own, String suffix) {
    return List.of(
        new Section.Table(
            "Starts" + suffix, STARTS, own.stream().map(BootSection::starts).toList()),
        phases(own, suffix),
        new Section.Table("Ends" + suffix, ENDS, own.stream().map(BootSection::ends).toList()));
  }

  private static List<Cell> starts(Row row) {
    List<Cell> cells = new ArrayList<>(row.names());
    Function<Start, OptionalDouble> first = one -> one.at(Milestone.FIRST_BYTE);
    cells.addAll(
        List.of(
            Cell.of(row.count(), Cell.COUNT),
            row.median(first),
            row.percentile(first, P95, NS),
            row.percentile(first, P99, NS),
            row.median(Milestone.READY),
            row.median(Milestone.JVM),
            row.median(Milestone.ANSWER),
            Cell.of(mean(row.results(), Boot.Result::cpuNs), NS),
            Cell.of(mean(row.results(), Boot.Result::cpuShare), Cell.SHARE),
            Cell.of(row.figures().median(Start::peak), "B"),
            row.percentile(StartFigures::launcherShare, P50, Cell.SHARE)));
    return cells;
  }

  private static List<Cell> ends(Row row) {
    List<Cell> cells = new ArrayList<>(row.names());
    Function<Start, OptionalDouble> gone = one -> OptionalDouble.of(one.goneNs());
    cells.add(row.median(Start::processGone));
    cells.add(row.median(gone));
    cells.add(row.percentile(gone, P95, NS));
    return cells;
  }

  private static OptionalDouble mean(
      List<Boot.Result> results, Function<Boot.Result, OptionalDouble> figure) {
    return results.stream().map(figure).flatMapToDouble(OptionalDouble::stream).average();
  }

  /** Only phases that one of them has. */
  private static Section.Table phases(List<Row> own, String suffix) {
    List<Milestone> phases =
        Stream.of(Milestone.values())
            .filter(
                one -> own.stream().anyMatch(row -> row.figures().meanPhases().containsKey(one)))
            .toList();
    List<String> header = new ArrayList<>(STARTS.subList(0, 3));
    phases.forEach(one -> header.add("#" + one.title()));
    header.add("#together");
    List<List<Cell>> cells = new ArrayList<>();
    for (Row row : own) {
      Map<Milestone, OptionalDouble> means = row.figures().meanPhases();
      List<Cell> line = new ArrayList<>(row.names());
      phases.forEach(one -> line.add(Cell.of(means.getOrDefault(one, OptionalDouble.empty()), NS)));
      line.add(Cell.of(row.figures().meanTotal(), NS));
      cells.add(line);
    }
    return new Section.Table(
        "Where the time goes: means, each from the phase before" + suffix, header, cells);
  }

  /** One at a time; only what has a first byte. */
  private static Optional<Section.Bars> bars(List<Row> own, String suffix) {
    List<Section.Bar> bars =
        own.stream()
            .filter(row -> row.starting().count() == 1 && row.starting().rate().isEmpty())
            .filter(row -> row.median(Milestone.FIRST_BYTE).value() != null)
            .map(row -> new Section.Bar(bar(row.starting()), ms(row.median(Milestone.FIRST_BYTE))))
            .toList();
    return bars.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Section.Bars(
                "Until the first byte from inside, one at a time" + suffix,
                "ms, median; the line is at 125 ms, which Firecracker promises",
                PROMISE_MS,
                bars));
  }

  private static String bar(Starting starting) {
    return starting.stack().text() + starting.special();
  }

  private static Cell ms(Cell ns) {
    return ns.in("ms", MS);
  }

  /** Finds it by how many start at one moment, where there is more than one such number. */
  private static Optional<Section.Curves> curves(List<Row> own, String suffix) {
    List<Section.Line> lines = new ArrayList<>();
    Map<String, List<Row>> byKind =
        own.stream()
            .filter(row -> row.starting().rate().isEmpty())
            .collect(groupingBy(row -> bar(row.starting()), LinkedHashMap::new, toList()));
    byKind.forEach(
        (kind, line) -> {
          List<Section.Point> points =
              line.stream()
                  .filter(row -> row.median(Milestone.READY).value() != null)
                  .map(BootSection::point)
                  .toList();
          if (points.size() > 1) {
            lines.add(new Section.Line(kind, points));
          }
        });
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Section.Curves(
                "Until commands can be run inside" + suffix, "started at once", "ms", lines));
  }

  private static Section.Point point(Row row) {
    return new Section.Point(row.starting().count(), ms(row.median(Milestone.READY)));
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

  private List<Row> plainest() {
    List<Row> bursts = rows.stream().filter(row -> row.starting().rate().isEmpty()).toList();
    List<Row> all = bursts.isEmpty() ? rows : bursts;
    int least = all.stream().mapToInt(row -> row.starting().count()).min().orElse(0);
    List<Row> few = all.stream().filter(row -> row.starting().count() == least).toList();
    List<Row> plain = few.stream().filter(row -> row.starting().special().isEmpty()).toList();
    return plain.isEmpty() ? few : plain;
  }

  private static String sentence(Row row) {
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
