package dev.tare.experiment.energy;

import dev.tare.compare.CompareOptions;
import dev.tare.compare.Place;
import dev.tare.compare.Row;
import dev.tare.compare.Summary;
import dev.tare.experiment.Cells;
import dev.tare.experiment.Emulation;
import dev.tare.experiment.Found;
import dev.tare.experiment.StackCondition;
import dev.tare.experiment.TrialResult;
import dev.tare.report.CellText;
import dev.tare.report.RowText;
import dev.tare.result.Column;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.RunNames;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import dev.tare.result.SeriesKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what energy the work took in every environment, as tables and bars. */
final class EnergySection {
  private static final List<Column> HEADER =
      List.of(
          Column.text("environment"),
          Column.number("idle"),
          Column.number("loaded"),
          Column.number("above idle"),
          Column.number("an operation"),
          Column.number("its ratio"),
          Column.text("its verdict"),
          Column.number("forks"));

  private final String source;
  private final Summary summary;
  private final RunNames names;

  /**
   * @param source where the energy was read, in words
   */
  EnergySection(Found<Energy.Parameters, StackCondition, TrialResult> found, String source) {
    this.source = source;
    this.summary =
        Summary.of(found.run(), CompareOptions.DEFAULT.withCalibrations(found.calibrations()));
    this.names = new RunNames(summary.benchmarks().stream().map(SeriesKey::runId).toList());
  }

  Section section() {
    List<Section.Table> tables = new ArrayList<>();
    List<Section.Bars> bars = new ArrayList<>();
    for (SeriesKey key : summary.benchmarks()) {
      List<EnergyFigures> all = measured(key);
      String title = names.of(key.runId());
      if (!all.isEmpty()) {
        tables.add(
            new Section.Table(title, HEADER, all.stream().map(EnergySection::cells).toList()));
        domains(title, all).ifPresent(tables::add);
        bars(title, all, false).ifPresent(bars::add);
        bars(title, all, true).ifPresent(bars::add);
      }
    }
    Section section =
        new Section(
            "energy",
            "What energy the work takes",
            "What the whole host used, by "
                + source
                + ": while a fork waited, warm and idle, and then while it measured. An operation's"
                + " energy has the idle host in it. Ratios are of an operation's energy to the"
                + " first environment's, above 1 is worse; intervals are 95 % over forks.",
            List.of(),
            bars,
            tables,
            List.of(),
            List.of());
    return section.comparedWith(summary.reference().stack()).answering(answer());
  }

  /** Has what each part of the host used that is told apart: what a fork's work took as a whole. */
  private static Optional<Section.Table> domains(String title, List<EnergyFigures> all) {
    List<String> domains =
        all.stream().flatMap(one -> one.domains().stream()).distinct().sorted().toList();
    if (domains.isEmpty()) {
      return Optional.empty();
    }
    List<Column> header = new ArrayList<>(List.of(HEADER.get(0)));
    domains.forEach(domain -> header.add(Column.number(domain)));
    List<List<Cell>> rows = new ArrayList<>();
    for (EnergyFigures one : all) {
      List<Cell> row = new ArrayList<>(List.of(Cell.of(one.place().label())));
      domains.forEach(domain -> row.add(one.used(domain)));
      rows.add(row);
    }
    return Optional.of(
        new Section.Table(title + ": by domain, while a fork measured", header, rows));
  }

  private List<EnergyFigures> measured(SeriesKey key) {
    return summary.places().stream()
        .map(place -> new EnergyFigures(summary, place, key))
        .filter(EnergyFigures::isMeasured)
        .toList();
  }

  private static List<Cell> cells(EnergyFigures one) {
    Optional<Row> row = one.row();
    return List.of(
        Cell.of(one.place().label()),
        one.cell(Metrics.IDLE_POWER),
        one.cell(Metrics.POWER),
        one.cell(Metrics.ABOVE_IDLE, Cell.SHARE),
        one.cell(Metrics.ENERGY_PER_OP),
        ratio(row),
        row.filter(each -> each.judgement().isPresent())
            .map(each -> Cell.of(RowText.verdict(each)))
            .orElse(Cell.NONE),
        Cell.of(one.forks(), Cell.COUNT));
  }

  private static Cell ratio(Optional<Row> row) {
    return row.flatMap(Row::ratio)
        .map(
            one ->
                one.tested()
                    ? Cells.of(one.ratio(), one.ratioCi95(), Cell.TIMES)
                    : Cell.of(one.ratio(), Cell.TIMES))
        .orElse(Cell.NONE);
  }

  /** Idle and loaded side by side; emulated guests in a picture of their own. */
  private static Optional<Section.Bars> bars(
      String title, List<EnergyFigures> all, boolean emulated) {
    List<Section.Bar> bars = new ArrayList<>();
    for (EnergyFigures one : all) {
      if (one.place().emulated() == emulated) {
        bars.add(bar(one, "idle", Metrics.IDLE_POWER));
        bars.add(bar(one, "loaded", Metrics.POWER));
      }
    }
    String suffix = emulated ? ": emulated guests (TCG), no KVM figures" : "";
    return bars.isEmpty()
        ? Optional.empty()
        : Optional.of(new Section.Bars(title + suffix, "W, idle and loaded", null, bars));
  }

  private static Section.Bar bar(EnergyFigures one, String when, Metric metric) {
    return new Section.Bar(
        Emulation.name(one.place().name(), one.place().emulated()) + ", " + when, one.cell(metric));
  }

  /** Returns that of each benchmark, what an operation takes, and how many times that elsewhere. */
  private String answer() {
    List<String> sentences = new ArrayList<>();
    for (SeriesKey key : summary.benchmarks()) {
      List<String> parts = new ArrayList<>();
      for (EnergyFigures one : measured(key)) {
        Cell ratio = ratio(one.row());
        Place place = one.place();
        parts.add(
            place.label()
                + " takes "
                + CellText.of(ratio.value() == null ? one.cell(Metrics.ENERGY_PER_OP) : ratio));
      }
      if (!parts.isEmpty()) {
        sentences.add(names.of(key.runId()) + ": " + String.join(", ", parts) + ".");
      }
    }
    return String.join(" ", sentences);
  }
}
