package dev.tare.experiment.density;

import dev.tare.experiment.Emulation;
import dev.tare.experiment.Span;
import dev.tare.experiment.Words;
import dev.tare.result.Section;
import dev.tare.stats.GeometricMean;
import dev.tare.stats.Slope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a sweep found, as tables and curves. */
final class DensitySection {
  private static final String TITLE = "How many fit";
  private static final double MIB = 1 << 20;
  private static final List<String> SPEED =
      List.of(
          "environment",
          "#guests",
          "#each",
          "#of one alone",
          "#p95",
          "#sum",
          "#fairness",
          "#host memory",
          "#PSS",
          "#cgroups",
          "#overlap");
  private static final List<String> MEMORY =
      List.of("environment", "counted as", "#MiB a guest", "#95 % interval", "#points");

  private final DensityPlan plan;
  private final List<SweepRow> rows;
  private final List<GuestStep> steps;
  private final List<String> notes;

  /**
   * @param notes what stopped the sweep, and what failed, a line each
   */
  DensitySection(DensityPlan plan, List<SweepRow> rows, List<GuestStep> steps, List<String> notes) {
    this.plan = plan;
    this.rows = rows;
    this.steps = steps;
    this.notes = notes;
  }

  Section section(Ground ground) {
    String unit = rows.isEmpty() ? "" : rows.get(0).scores().unit();
    List<Section.Curves> curves =
        List.of(
            curves("One guest", unit, row -> point(row, row.scores().each(), unit)),
            curves("All guests together", unit, row -> point(row, row.scores().sum(), unit)),
            memoryCurves());
    Section section =
        new Section(
            "density",
            TITLE,
            "Guests of one kind that start "
                + plan.workload().label()
                + " together, once all of them are warm. A guest's score, p95 of one operation over"
                + " all guests, the sum of all scores, Jain's fairness (1: all got the same), and what"
                + " they took of the host. Intervals are 95 % over blocks.",
            curves.stream().filter(one -> !one.lines().isEmpty()).toList(),
            List.of(speed(unit), memory()),
            new DensityClaims(plan.workload(), ground, rows).all(),
            allNotes());
    return Emulation.told(section.answering(answer(unit)), ground.emulated());
  }

  /** Of the most guests of each environment, in the words of the table. */
  private String answer(String unit) {
    Map<String, String> most = new LinkedHashMap<>();
    for (List<String> row : speed(unit).rows()) {
      String alone = row.get(3).equals(Words.NONE) ? "" : ", " + row.get(3) + "\u00d7 of one alone";
      most.put(row.get(0), row.get(1) + " at once, each " + row.get(2) + " " + unit + alone);
    }
    return most.entrySet().stream()
        .map(one -> one.getKey() + ": " + one.getValue())
        .collect(Collectors.joining("; ", "", "."));
  }

  private static Section.Point point(SweepRow row, GeometricMean mean, String unit) {
    int guests = row.guests();
    return Words.point(guests, mean, guests + ": " + Words.with(mean) + " " + unit);
  }

  private Section.Table speed(String unit) {
    List<List<String>> cells = new ArrayList<>();
    for (SweepRow row : rows) {
      cells.add(row.cells(of(row.environment()).stream().filter(o -> o.guests() == 1).findFirst()));
    }
    return new Section.Table(plan.workload().label() + ", scores in " + unit, SPEED, cells);
  }

  /** The slope over all steps of all blocks. */
  private Section.Table memory() {
    List<List<String>> cells = new ArrayList<>();
    for (String environment : plan.environments()) {
      slope(cells, environment, "host memory", GuestStep::takenBytes);
      slope(cells, environment, "PSS", step -> SweepRow.whole(step.loaded().pssBytes()));
      slope(cells, environment, "cgroups", step -> SweepRow.whole(step.loaded().groupBytes()));
    }
    return new Section.Table("Memory of one more guest", MEMORY, cells);
  }

  private void slope(
      List<List<String>> cells,
      String environment,
      String name,
      Function<GuestStep, OptionalDouble> figure) {
    slope(environment, figure)
        .ifPresent(
            slope ->
                cells.add(
                    List.of(
                        environment,
                        name,
                        Words.number(slope.perUnit()),
                        slope.ci95().bounded() ? Words.interval(slope.ci95()).strip() : Words.NONE,
                        String.valueOf(slope.points()))));
  }

  /** MiB for one guest more; absent with fewer than two counts of guests. */
  private Optional<Slope> slope(String environment, Function<GuestStep, OptionalDouble> figure) {
    List<GuestStep> known =
        steps.stream()
            .filter(step -> step.environment().equals(environment))
            .filter(step -> figure.apply(step).isPresent())
            .toList();
    if (known.stream().mapToInt(GuestStep::guests).distinct().count() < 2) {
      return Optional.empty();
    }
    return Optional.of(
        Slope.of(
            known.stream().mapToDouble(GuestStep::guests).toArray(),
            known.stream().mapToDouble(s -> figure.apply(s).getAsDouble() / MIB).toArray()));
  }

  private Section.Curves curves(
      String title, String unit, Function<SweepRow, Section.Point> point) {
    List<Section.Line> lines = new ArrayList<>();
    for (String environment : plan.environments()) {
      List<Section.Point> points = of(environment).stream().map(point).toList();
      if (points.size() > 1) {
        lines.add(new Section.Line(environment, points));
      }
    }
    return new Section.Curves(
        title + ", " + plan.workload().label(), "guests at once", unit, lines);
  }

  private Section.Curves memoryCurves() {
    List<Section.Line> lines = new ArrayList<>();
    for (String environment : plan.environments()) {
      List<Section.Point> points =
          steps.stream()
              .filter(step -> step.environment().equals(environment))
              .filter(step -> step.block() == 0 && step.takenBytes().isPresent())
              .map(DensitySection::memoryPoint)
              .toList();
      if (points.size() > 1) {
        lines.add(new Section.Line(environment, points));
      }
    }
    return new Section.Curves(
        "Memory taken from the host, first block", "guests at once", "MiB", lines);
  }

  private static Section.Point memoryPoint(GuestStep step) {
    double mib = step.takenBytes().getAsDouble() / MIB;
    String text = step.guests() + ": " + Words.bytes(step.takenBytes());
    return new Section.Point(step.guests(), mib, null, null, text);
  }

  private List<SweepRow> of(String environment) {
    return rows.stream().filter(row -> row.environment().equals(environment)).toList();
  }

  private List<String> allNotes() {
    List<String> all = new ArrayList<>(notes);
    for (GuestStep step : steps) {
      if (step.overlap().orElse(1) < Span.LEAST_OVERLAP) {
        all.add(
            DensityPlan.place(step.environment(), step.guests())
                + ", block "
                + step.block()
                + ": the guests ran together only "
                + Words.percent(step.overlap())
                + " of the time");
      }
    }
    return all;
  }
}
