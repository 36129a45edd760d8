package dev.tare.experiment.density;

import dev.tare.experiment.BackgroundLoads;
import dev.tare.experiment.Cells;
import dev.tare.experiment.Found;
import dev.tare.experiment.Step;
import dev.tare.experiment.concurrent.FurtherGuest;
import dev.tare.experiment.concurrent.HostReading;
import dev.tare.experiment.concurrent.PlaceScores;
import dev.tare.experiment.concurrent.PoolOutcome;
import dev.tare.launch.Stack;
import dev.tare.report.CellText;
import dev.tare.result.Column;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/** Says what a sweep found, as tables and curves. */
final class DensitySection {
  private static final double P95 = 0.95;
  private static final double MIB = 1 << 20;
  private static final String BYTES = "B";
  private static final List<Column> SPEED =
      List.of(
          Column.text("environment"),
          Column.number("guests"),
          Column.number("each"),
          Column.number("of one alone"),
          Column.number("p95"),
          Column.number("sum"),
          Column.number("fairness"),
          Column.number("host memory"),
          Column.number("PSS"),
          Column.number("cgroups"),
          Column.number("overlap"));

  /** Stands behind those where there is less than all are promised. */
  private static final List<Column> PROMISED =
      List.of(Column.number("promised"), Column.number("killed"));

  private static final List<Column> MEMORY =
      List.of(
          Column.text("environment"),
          Column.text("counted as"),
          Column.number("a guest"),
          Column.number("points"));

  private final Found<Density.Parameters, Guests, Density.Result> found;
  private final List<Count> rows = new ArrayList<>();

  /** So many guests over all blocks. */
  private record Count(Guests guests, PlaceScores scores, List<Density.Result> results) {
    OptionalDouble mean(Function<Density.Result, OptionalDouble> figure) {
      return results.stream().map(figure).flatMapToDouble(OptionalDouble::stream).average();
    }
  }

  DensitySection(Found<Density.Parameters, Guests, Density.Result> found) {
    this.found = found;
    for (Guests one : found.conditions()) {
      PlaceScores.of(found.run(), one.name(), found.plan().parameters().work())
          .ifPresent(scores -> rows.add(new Count(one, scores, found.outcomes(one))));
    }
  }

  Section section() {
    String work = found.plan().parameters().work().label();
    String unit = rows.isEmpty() ? "" : rows.get(0).scores().unit();
    List<Section.Curves> curves =
        List.of(
            curves("One guest, " + work, unit, row -> Cells.of(row.scores().each(), unit)),
            curves("All guests together, " + work, unit, row -> Cells.of(row.scores().sum(), unit)),
            curves(
                "Memory taken from the host",
                "MiB",
                row -> mib(row.mean(Density.Result::takenBytes))));
    return new Section(
            "density",
            "How many fit",
            "Guests of one kind that start "
                + work
                + " together, once all of them are warm. A guest's score, p95 of one operation (the"
                + " geometric mean over guests and blocks), the sum of all scores, Jain's fairness (1: all got the same), and what"
                + " they took of the host. Intervals are 95 % over blocks.",
            curves.stream().filter(one -> !one.lines().isEmpty()).toList(),
            List.of(
                new Section.Table(
                    work + ", scores in " + unit,
                    columns(SPEED, PROMISED),
                    rows.stream().map(row -> columns(cells(row), promised(row))).toList()),
                memory()),
            List.of(),
            notes())
        .answering(answer());
  }

  /**
   * Returns that of each kind of guest, what the most that ran together got, and what one more
   * takes.
   */
  private String answer() {
    List<String> sentences = new ArrayList<>();
    for (Stack stack : found.plan().stacks()) {
      List<Count> own = of(stack);
      if (!own.isEmpty()) {
        Count most = own.get(own.size() - 1);
        Cell ratio = cells(most).get(3);
        int count = most.guests().count();
        String each =
            count == 1 || ratio.value() == null
                ? ""
                : ", each " + CellText.of(ratio) + " what one alone does";
        String sum = CellText.of(Cells.of(most.scores().sum(), most.scores().unit()));
        int finished = most.scores().most();
        String who = finished < count ? finished + " of " + count : "" + count;
        sentences.add(
            stack.text() + ": " + who + " ran together and did " + sum + each + memory(stack));
      }
    }
    return String.join(" ", sentences);
  }

  private String memory(Stack stack) {
    return furtherGuest(stack).stream()
        .reduce((less, sure) -> sure)
        .map(
            row -> "; one more takes " + CellText.of(row.get(2)) + " (" + row.get(1).words() + ").")
        .orElse(".");
  }

  private List<Cell> cells(Count row) {
    PlaceScores scores = row.scores();
    Optional<Count> alone =
        of(row.guests().stack()).stream().filter(one -> one.guests().count() == 1).findFirst();
    return List.of(
        Cell.of(found.called(row.guests().stack().text())),
        Cell.of(row.guests().count(), Cell.COUNT),
        Cells.of(scores.each(), scores.unit()),
        Cells.times(alone.flatMap(one -> scores.ratioTo(one.scores()))),
        Cell.of(scores.percentileNs(P95), "ns"),
        Cells.of(scores.sum(), scores.unit()),
        Cell.of(scores.fairness(), Cell.NUMBER),
        Cell.of(row.mean(Density.Result::takenBytes), BYTES),
        Cell.of(row.mean(loaded(HostReading::pssBytes)), BYTES),
        Cell.of(row.mean(loaded(HostReading::groupBytes)), BYTES),
        Cell.of(
            row.results().stream().flatMapToDouble(one -> one.together().overlap().stream()).min(),
            Cell.SHARE));
  }

  /**
   * A pool kills those that it cannot hold, and the others have what these leave; a machine that
   * they share keeps that to itself.
   */
  private static List<Cell> promised(Count row) {
    List<PoolOutcome> pools =
        row.results().stream().flatMap(one -> one.together().pool().stream()).toList();
    int killed = pools.stream().mapToInt(PoolOutcome::killed).sum();
    return List.of(
        Cell.of(row.guests().promised(), Cell.TIMES),
        pools.isEmpty() ? Cell.NONE : Cell.of(killed, Cell.COUNT));
  }

  private <T> List<T> columns(List<T> always, List<T> promised) {
    boolean all = found.plan().parameters().overcommit().isPresent();
    return all ? Stream.concat(always.stream(), promised.stream()).toList() : always;
  }

  private static Function<Density.Result, OptionalDouble> loaded(
      Function<HostReading, OptionalLong> figure) {
    return result ->
        HostReading.real(result.together().loaded().map(figure).orElse(OptionalLong.empty()));
  }

  private Section.Table memory() {
    List<List<Cell>> rows =
        found.plan().stacks().stream().flatMap(stack -> furtherGuest(stack).stream()).toList();
    return new Section.Table("Memory of one more guest", MEMORY, rows);
  }

  /** The slope over all steps of all blocks, the surest way to count last. */
  private List<List<Cell>> furtherGuest(Stack stack) {
    List<List<Cell>> cells = new ArrayList<>();
    slope(cells, stack, "host memory", Density.Result::takenBytes);
    slope(cells, stack, "PSS", loaded(HostReading::pssBytes));
    slope(cells, stack, "cgroups", loaded(HostReading::groupBytes));
    return cells;
  }

  /** Bytes for one guest more; left out with fewer than two counts of guests. */
  private void slope(
      List<List<Cell>> cells,
      Stack stack,
      String name,
      Function<Density.Result, OptionalDouble> figure) {
    List<FurtherGuest> points = new ArrayList<>();
    for (Step<Guests, Density.Result> step : found.steps()) {
      // What all of them may have is set where they are promised more.
      if (step.condition().stack().equals(stack) && !step.condition().isOvercommitted()) {
        step.outcome()
            .map(figure)
            .orElse(OptionalDouble.empty())
            .ifPresent(bytes -> points.add(new FurtherGuest(step.condition().count(), bytes)));
      }
    }
    Cell count = Cell.of(points.size(), Cell.COUNT);
    FurtherGuest.cell(points)
        .ifPresent(
            bytes ->
                cells.add(
                    List.of(Cell.of(found.called(stack.text())), Cell.of(name), bytes, count)));
  }

  private Section.Curves curves(String title, String unit, Function<Count, Cell> figure) {
    List<Section.Line> lines = new ArrayList<>();
    for (Stack stack : found.plan().stacks()) {
      List<Section.Point> points =
          of(stack).stream()
              .filter(row -> row.scores().most() == row.guests().count())
              .map(row -> new Section.Point(row.guests().count(), figure.apply(row)))
              .filter(point -> point.y().value() != null)
              .toList();
      if (points.size() > 1) {
        lines.add(new Section.Line(found.called(stack.text()), points));
      }
    }
    return new Section.Curves(title, "guests", unit, lines);
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
