package dev.tare.experiment.density;

import dev.tare.experiment.BackgroundLoads;
import dev.tare.experiment.Cells;
import dev.tare.experiment.Columns;
import dev.tare.experiment.Found;
import dev.tare.experiment.SectionBuilder;
import dev.tare.experiment.Step;
import dev.tare.experiment.concurrent.FurtherGuest;
import dev.tare.experiment.concurrent.HostReading;
import dev.tare.experiment.concurrent.PlaceScores;
import dev.tare.launch.Stack;
import dev.tare.report.CellText;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/** Says what a sweep found, as tables and curves. */
final class DensitySection {
  private static final double P95 = 0.95;
  private static final double MIB = 1 << 20;
  private static final String BYTES = "B";
  private final Found<Density.Parameters, Guests, Density.Result> found;
  private final List<Count> rows = new ArrayList<>();

  /** Is that of all scores; empty where there are none. */
  private final String unit;

  DensitySection(Found<Density.Parameters, Guests, Density.Result> found) {
    this.found = found;
    for (Guests one : found.conditions()) {
      Count row = Count.of(found, one);
      if (!row.blocks().tried().isEmpty()) {
        rows.add(row);
      }
    }
    unit =
        rows.stream()
            .flatMap(row -> row.scores().stream())
            .map(PlaceScores::unit)
            .findFirst()
            .orElse("");
  }

  /** Is what one guest more takes of a kind, as one way counts it. */
  private record Further(Stack stack, String counted, Cell bytes, int points) {}

  Section section() {
    String work = found.plan().parameters().work().label();
    SectionBuilder section =
        new SectionBuilder()
            .curves("One guest, " + work, "guests", unit, lines(Count::each))
            .curves("All guests together, " + work, "guests", unit, lines(Count::sum))
            .curves(
                "Memory taken from the host",
                "guests",
                "MiB",
                lines(row -> mib(row.mean(Density.Result::takenBytes))))
            .table(speed().table(work + (unit.isEmpty() ? "" : ", scores in " + unit), rows))
            .table(memory());
    notes().forEach(section::note);
    return section.section(
        "density",
        "How many fit",
        "Guests of one kind that start "
            + work
            + " together, once all of them are warm. A guest's score, p95 of one operation (the"
            + " geometric mean over guests and blocks), the sum of all scores, Jain's fairness (1: all got the same), and what"
            + " they took of the host. Intervals are 95 % over blocks.",
        answer());
  }

  /**
   * Returns that of each kind of guest, what the most that ran together got, and what one more
   * takes.
   */
  private String answer() {
    List<String> sentences = new ArrayList<>();
    for (Stack stack : found.plan().stacks()) {
      List<Count> own = of(stack).stream().filter(row -> row.scores().isPresent()).toList();
      if (!own.isEmpty()) {
        Count most = own.get(own.size() - 1);
        int count = most.guests().count();
        int finished = most.scores().orElseThrow().most();
        String who = finished < count ? finished + " of " + count : "" + count;
        sentences.add(stack.text() + ": " + who + " ran together and " + did(most) + memory(stack));
      }
    }
    return String.join(" ", sentences);
  }

  /** More is better of what was done, and worse of times: each is said in its own words. */
  private String did(Count most) {
    boolean rate = PlaceScores.isRate(unit);
    String sum = CellText.of(most.sum());
    String all = rate ? "did " + sum : "took " + sum + " between them";
    Cell ratio = ofOneAlone(most);
    return most.guests().count() == 1 || ratio.value() == null
        ? all
        : all
            + ", each "
            + CellText.of(ratio)
            + (rate ? " what one alone does" : " as long as one alone");
  }

  private String memory(Stack stack) {
    return furtherGuest(stack).stream()
        .reduce((less, sure) -> sure)
        .map(row -> "; one more takes " + CellText.of(row.bytes()) + " (" + row.counted() + ").")
        .orElse(".");
  }

  private Columns<Count> speed() {
    Columns<Count> columns =
        new Columns<Count>()
            .text("environment", row -> found.called(row.guests()))
            .count("guests", row -> row.guests().count())
            .number("each", Count::eachOfBlocks)
            .number(
                PlaceScores.isRate(unit) ? "of one alone" : "as long as one alone",
                this::ofOneAlone)
            .number("p95", "ns", row -> row.scored(scores -> scores.percentileNs(P95)))
            .number("sum", Count::sum)
            .number(
                "fairness",
                Cell.NUMBER,
                row -> row.scored(scores -> OptionalDouble.of(scores.fairness())))
            .number("host memory", BYTES, row -> row.mean(Density.Result::takenBytes))
            .number("PSS", BYTES, row -> row.mean(loaded(HostReading::pssBytes)))
            .number("cgroups", BYTES, row -> row.mean(loaded(HostReading::groupBytes)))
            .number("overlap", Cell.SHARE, Count::overlap);
    // There is less than all are promised.
    return found.plan().parameters().overcommit().isEmpty()
        ? columns
        : columns
            .number("promised", row -> Cell.of(row.guests().promised(), Cell.TIMES))
            .number("killed", Count::killed);
  }

  private Cell ofOneAlone(Count row) {
    return Cells.times(
        of(row.guests().stack()).stream()
            .filter(one -> one.guests().count() == 1)
            .findFirst()
            .flatMap(Count::scores)
            .flatMap(alone -> row.scores().flatMap(own -> own.ratioTo(alone))));
  }

  private static Function<Density.Result, OptionalDouble> loaded(
      Function<HostReading, OptionalLong> figure) {
    return result ->
        HostReading.real(result.together().loaded().map(figure).orElse(OptionalLong.empty()));
  }

  private Section.Table memory() {
    return new Columns<Further>()
        .text("environment", row -> found.called(row.stack().text()))
        .text("counted as", Further::counted)
        .number("a guest", Further::bytes)
        .count("points", Further::points)
        .table(
            "Memory of one more guest",
            found.plan().stacks().stream().flatMap(stack -> furtherGuest(stack).stream()).toList());
  }

  /** The slope over all steps of all blocks, the surest way to count last. */
  private List<Further> furtherGuest(Stack stack) {
    List<Further> all = new ArrayList<>();
    slope(all, stack, "host memory", Density.Result::takenBytes);
    slope(all, stack, "PSS", loaded(HostReading::pssBytes));
    slope(all, stack, "cgroups", loaded(HostReading::groupBytes));
    return all;
  }

  private void slope(
      List<Further> all,
      Stack stack,
      String counted,
      Function<Density.Result, OptionalDouble> figure) {
    List<FurtherGuest> points = new ArrayList<>();
    for (Step<Guests, Density.Result> step : found.steps()) {
      // What all of them may have is set where they are promised more.
      if (step.condition().stack().equals(stack)
          && step.outcome().filter(Density.Result::counts).isPresent()
          && !step.condition().isOvercommitted()) {
        step.outcome()
            .map(figure)
            .orElse(OptionalDouble.empty())
            .ifPresent(bytes -> points.add(new FurtherGuest(step.condition().count(), bytes)));
      }
    }
    FurtherGuest.cell(points)
        .ifPresent(bytes -> all.add(new Further(stack, counted, bytes, points.size())));
  }

  private List<Section.Line> lines(Function<Count, Cell> figure) {
    List<Section.Line> lines = new ArrayList<>();
    for (Stack stack : found.plan().stacks()) {
      List<Section.Point> points =
          of(stack).stream()
              .filter(row -> row.scores().map(PlaceScores::most).orElse(0) == row.guests().count())
              .map(row -> new Section.Point(row.guests().count(), figure.apply(row)))
              .filter(point -> point.y().value() != null)
              .toList();
      if (points.size() > 1) {
        lines.add(new Section.Line(found.called(stack.text()), points));
      }
    }
    return lines;
  }

  private static Cell mib(OptionalDouble bytes) {
    return bytes.isEmpty() ? Cell.NONE : Cell.of(bytes.getAsDouble() / MIB, "MiB");
  }

  private List<Count> of(Stack stack) {
    return rows.stream().filter(row -> row.guests().stack().equals(stack)).toList();
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (Step<Guests, Density.Result> step : found.steps()) {
      step.outcome()
          .filter(Density.Result::measured)
          .flatMap(one -> BackgroundLoads.warning(one.together().overlap()))
          .ifPresent(
              line -> notes.add(step.condition().name() + ", block " + step.block() + ": " + line));
    }
    return notes;
  }
}
