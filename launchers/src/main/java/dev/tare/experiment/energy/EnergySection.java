package dev.tare.experiment.energy;

import dev.tare.compare.CompareOptions;
import dev.tare.compare.ComparedSeries;
import dev.tare.compare.MeasuredEnvironment;
import dev.tare.compare.SeriesSummary;
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
import dev.tare.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Says what energy the work took in every environment, as tables and bars. */
final class EnergySection {
  private static final String BARS = "W, idle and loaded";

  /** Begins the metric of what one part of the host used. */
  static final String DOMAIN = "energy.";

  private final String source;
  private final Summary summary;
  private final RunNames names;

  /**
   * Describes what one benchmark used in one place.
   *
   * @param summary that it is part of
   * @param key of the benchmark's score
   */
  private record Figures(Summary summary, MeasuredEnvironment place, SeriesKey key) {
    boolean isMeasured() {
      return series(Metrics.ENERGY_PER_OP).filter(one -> one.score().forks() > 0).isPresent();
    }

    /** Lists the parts of the host that were told apart, by their names. */
    List<String> domains() {
      return summary.series(place).stream()
          .map(SeriesSummary::key)
          .filter(one -> one.runId().equals(key.runId()))
          .map(SeriesKey::metric)
          .filter(metric -> metric.startsWith(DOMAIN))
          .map(metric -> metric.substring(DOMAIN.length()))
          .toList();
    }

    Cell used(String domain) {
      return cell(summary.series(place, key, DOMAIN + domain), "J");
    }

    private Optional<SeriesSummary> series(Metric metric) {
      return summary.series(place, key, metric.name());
    }

    Cell cell(Metric metric) {
      return cell(metric, metric.unit());
    }

    Cell cell(Metric metric, String unit) {
      return cell(series(metric), unit);
    }

    private static Cell cell(Optional<SeriesSummary> series, String unit) {
      return series
          .map(SeriesSummary::score)
          .map(one -> Cells.of(one.value(), one.ci95().orElse(Interval.UNBOUNDED), unit))
          .orElse(Cell.NONE);
    }

    /** Tells how its energy compares with the reference's; absent for that one itself. */
    Optional<ComparedSeries> row() {
      return summary.row(place, key.withMetric(Metrics.ENERGY_PER_OP.name()));
    }

    int forks() {
      return series(Metrics.ENERGY_PER_OP).map(one -> one.score().forks()).orElse(0);
    }
  }

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
      List<Figures> all = measured(key);
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

  private static Columns<Figures> names() {
    return new Columns<Figures>().text("environment", one -> one.place().label());
  }

  private static Columns<Figures> figures() {
    return names()
        .number("idle", one -> one.cell(Metrics.IDLE_POWER))
        .number("loaded", one -> one.cell(Metrics.POWER))
        .number("above idle", one -> one.cell(Metrics.ABOVE_IDLE, Cell.SHARE))
        .number("an operation", one -> one.cell(Metrics.ENERGY_PER_OP))
        .number("its ratio", EnergySection::ratio)
        .text("its verdict", EnergySection::verdict)
        .count("forks", Figures::forks);
  }

  /** Has what each part of the host used that is told apart: what a fork's work took as a whole. */
  private static Optional<Section.Table> domains(String title, List<Figures> all) {
    Columns<Figures> columns = names();
    List<String> domains =
        all.stream().flatMap(one -> one.domains().stream()).distinct().sorted().toList();
    domains.forEach(domain -> columns.number(domain, one -> one.used(domain)));
    return domains.isEmpty()
        ? Optional.empty()
        : Optional.of(columns.table(title + ": by domain, while a fork measured", all));
  }

  private List<Figures> measured(SeriesKey key) {
    return summary.places().stream()
        .map(place -> new Figures(summary, place, key))
        .filter(Figures::isMeasured)
        .toList();
  }

  private static String verdict(Figures one) {
    return one.row().filter(row -> row.judgement().isPresent()).map(RowText::verdict).orElse("");
  }

  private static Cell ratio(Figures figures) {
    return figures
        .row()
        .flatMap(ComparedSeries::ratio)
        .map(
            one ->
                one.tested()
                    ? Cells.of(one.ratio(), one.ratioCi95(), Cell.TIMES)
                    : Cell.of(one.ratio(), Cell.TIMES))
        .orElse(Cell.NONE);
  }

  /** Draws idle and loaded side by side; emulated guests in a picture of their own. */
  private static List<Section.Bar> bars(List<Figures> all, boolean emulated) {
    return all.stream()
        .filter(one -> one.place().emulated() == emulated)
        .flatMap(
            one ->
                Stream.of(bar(one, "idle", Metrics.IDLE_POWER), bar(one, "loaded", Metrics.POWER)))
        .toList();
  }

  private static Section.Bar bar(Figures one, String when, Metric metric) {
    return new Section.Bar(
        Emulation.name(one.place().name(), one.place().emulated()) + ", " + when, one.cell(metric));
  }

  /** Returns that of each benchmark, what an operation takes, and how many times that elsewhere. */
  private String answer() {
    List<String> sentences = new ArrayList<>();
    for (SeriesKey key : summary.benchmarks()) {
      List<String> parts = new ArrayList<>();
      for (Figures one : measured(key)) {
        Cell ratio = ratio(one);
        MeasuredEnvironment place = one.place();
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
