package dev.tare.experiment.energy;

import dev.tare.compare.CompareOptions;
import dev.tare.compare.Place;
import dev.tare.compare.Row;
import dev.tare.compare.Summary;
import dev.tare.experiment.Cells;
import dev.tare.experiment.Columns;
import dev.tare.experiment.Emulation;
import dev.tare.experiment.Found;
import dev.tare.experiment.SectionBuilder;
import dev.tare.experiment.StackCondition;
import dev.tare.experiment.TrialResult;
import dev.tare.report.CellText;
import dev.tare.report.RowText;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.RunNames;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import dev.tare.result.SeriesKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Says what energy the work took in every environment, as tables and bars. */
final class EnergySection {
  private static final String BARS = "W, idle and loaded";

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
    SectionBuilder section = new SectionBuilder();
    for (SeriesKey key : summary.benchmarks()) {
      List<EnergyFigures> all = measured(key);
      String title = names.of(key.runId());
      section.table(figures().table(title, all));
      domains(title, all).ifPresent(section::table);
      section.bars(title, BARS, bars(all, false));
      section.bars(title + ": emulated guests (TCG), no KVM figures", BARS, bars(all, true));
    }
    return section
        .section(
            "energy",
            "What energy the work takes",
            "What the whole host used, by "
                + source
                + ": while a fork waited, warm and idle, and then while it measured. An operation's"
                + " energy has the idle host in it. Ratios are of an operation's energy to the"
                + " first environment's, above 1 is worse; intervals are 95 % over forks.",
            answer())
        .comparedWith(summary.reference().stack());
  }

  private static Columns<EnergyFigures> names() {
    return new Columns<EnergyFigures>().text("environment", one -> one.place().label());
  }

  private static Columns<EnergyFigures> figures() {
    return names()
        .number("idle", one -> one.cell(Metrics.IDLE_POWER))
        .number("loaded", one -> one.cell(Metrics.POWER))
        .number("above idle", one -> one.cell(Metrics.ABOVE_IDLE, Cell.SHARE))
        .number("an operation", one -> one.cell(Metrics.ENERGY_PER_OP))
        .number("its ratio", EnergySection::ratio)
        .text("its verdict", EnergySection::verdict)
        .count("forks", EnergyFigures::forks);
  }

  /** Has what each part of the host used that is told apart: what a fork's work took as a whole. */
  private static Optional<Section.Table> domains(String title, List<EnergyFigures> all) {
    Columns<EnergyFigures> columns = names();
    List<String> domains =
        all.stream().flatMap(one -> one.domains().stream()).distinct().sorted().toList();
    domains.forEach(domain -> columns.number(domain, one -> one.used(domain)));
    return domains.isEmpty()
        ? Optional.empty()
        : Optional.of(columns.table(title + ": by domain, while a fork measured", all));
  }

  private List<EnergyFigures> measured(SeriesKey key) {
    return summary.places().stream()
        .map(place -> new EnergyFigures(summary, place, key))
        .filter(EnergyFigures::isMeasured)
        .toList();
  }

  private static String verdict(EnergyFigures one) {
    return one.row().filter(row -> row.judgement().isPresent()).map(RowText::verdict).orElse("");
  }

  private static Cell ratio(EnergyFigures figures) {
    return figures
        .row()
        .flatMap(Row::ratio)
        .map(
            one ->
                one.tested()
                    ? Cells.of(one.ratio(), one.ratioCi95(), Cell.TIMES)
                    : Cell.of(one.ratio(), Cell.TIMES))
        .orElse(Cell.NONE);
  }

  /** Idle and loaded side by side; emulated guests in a picture of their own. */
  private static List<Section.Bar> bars(List<EnergyFigures> all, boolean emulated) {
    return all.stream()
        .filter(one -> one.place().emulated() == emulated)
        .flatMap(
            one ->
                Stream.of(bar(one, "idle", Metrics.IDLE_POWER), bar(one, "loaded", Metrics.POWER)))
        .toList();
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
        Cell ratio = ratio(one);
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
