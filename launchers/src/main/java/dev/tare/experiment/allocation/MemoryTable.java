package dev.tare.experiment.allocation;

import dev.tare.experiment.Cells;
import dev.tare.experiment.Emulation;
import dev.tare.experiment.Words;
import dev.tare.experiment.concurrent.PlaceScores;
import dev.tare.experiment.concurrent.PoolOutcome;
import dev.tare.experiment.concurrent.Workload;
import dev.tare.result.Column;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import dev.tare.stats.GeometricMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Describes what memory that is promised more than once came to. */
final class MemoryTable {
  private static final double P50 = 0.5;
  private static final double P99 = 0.99;
  private static final List<Column> HEADER =
      List.of(
          Column.text("environment"),
          Column.text("limit"),
          Column.number("promised"),
          Column.number("environments"),
          Column.number("killed"),
          Column.number("each"),
          Column.number("of x1"),
          Column.number("of hard"),
          Column.number("p50"),
          Column.number("p99"),
          Column.number("in cache"),
          Column.number("reclaimed/s"),
          Column.number("needed again/s"),
          Column.number("swapped/s"),
          Column.number("OOM kills"),
          Column.number("fairness"));

  private final Asked plan;
  private final Workload workload;
  private final List<AllocationStep> steps;
  private final AllocationSection.Scores scores;
  private final List<Case> cases;

  MemoryTable(
      Asked plan, Workload workload, List<AllocationStep> steps, AllocationSection.Scores scores) {
    this.plan = plan;
    this.workload = workload;
    this.steps = steps.stream().filter(one -> one.what().workload().equals(workload)).toList();
    this.scores = scores;
    this.cases =
        new Cases(plan).of(false).stream().filter(one -> one.workload().equals(workload)).toList();
  }

  /** Tells whether a claim's labels name what it is about. */
  boolean isOfIt(SortedMap<String, String> labels) {
    return workload.label().equals(labels.get("workload"));
  }

  /** A row for each case that was run, also where nobody was left to measure. */
  Optional<Section.Table> table() {
    List<List<Cell>> rows = new ArrayList<>();
    for (String environment : plan.environments()) {
      for (Case what : cases) {
        if (!pools(environment, what::equals).isEmpty()) {
          rows.add(row(environment, what));
        }
      }
    }
    Filling filling = Filling.of(workload).orElseThrow();
    String caption =
        "Memory promised, "
            + Words.bytes(plan.memoryBytes())
            + " to each, as a multiple of a pool of what two of them take; each works on "
            + filling.what()
            + " of "
            + Words.bytes(filling.bytes(plan.memoryBytes()));
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(new Section.Table(caption, HEADER, rows));
  }

  private String called(String environment) {
    return Emulation.name(
        environment,
        steps.stream()
            .anyMatch(one -> one.environment().equals(environment) && one.outcome().emulated()));
  }

  private List<Cell> row(String environment, Case what) {
    Optional<PlaceScores> own = scores.of(environment, what);
    String factor = Words.plain(what.factor());
    String kind = what.given();
    return List.of(
        Cell.of(called(environment)),
        Cell.of(kind),
        Cell.of(what.factor(), Cell.TIMES),
        Cell.of(what.members(), Cell.COUNT),
        killed(environment, what.name()).orElse(Cell.of(0, Cell.COUNT)),
        own.map(AllocationSection::score).orElse(Cell.NONE),
        Cells.times(ratio(environment, what.name(), name(kind, "1"))),
        Cells.times(ratio(environment, what.name(), name(Cases.HARD, factor))),
        own.map(one -> Cell.of(one.percentileNs(P50), "ns")).orElse(Cell.NONE),
        own.map(one -> Cell.of(one.percentileNs(P99), "ns")).orElse(Cell.NONE),
        own.map(one -> Cell.of(one.mean(PlaceScores.Guest::cached), Cell.SHARE)).orElse(Cell.NONE),
        Cell.of(mean(environment, what, PoolOutcome::reclaimed), Cell.NUMBER),
        Cell.of(mean(environment, what, PoolOutcome::returned), Cell.NUMBER),
        Cell.of(mean(environment, what, PoolOutcome::swapped), Cell.NUMBER),
        kills(environment, what),
        own.map(one -> Cell.of(one.fairness(), Cell.NUMBER)).orElse(Cell.NONE));
  }

  /** Soft limits beside hard ones, as the study drew them. */
  List<Section.Bars> bars(List<Section.Bar> theirs) {
    List<Section.Bar> bars = new ArrayList<>();
    for (String environment : plan.environments()) {
      for (double factor : plan.overcommit()) {
        String times = Words.plain(factor);
        Optional<Cell> killed =
            killed(environment, name(Cases.HARD, times))
                .or(() -> killed(environment, name(Cases.SOFT, times)));
        // One access at a time: what takes longer is done less often.
        Optional<GeometricMean> longer =
            ratio(environment, name(Cases.HARD, times), name(Cases.SOFT, times));
        longer.ifPresent(
            mean ->
                bars.add(bar(called(environment) + ", " + name(Cases.SOFT, times), mean, killed)));
      }
    }
    if (bars.isEmpty()) {
      return List.of();
    }
    bars.addAll(theirs);
    return List.of(
        new Section.Bars(
            "Soft limits against hard ones, " + workload.label(),
            "mean latency, 1 with hard limits and as much promised",
            bars));
  }

  private static Section.Bar bar(String name, GeometricMean mean, Optional<Cell> killed) {
    if (killed.isPresent()) {
      return new Section.Bar(name, Cell.of("some were killed"));
    }
    return new Section.Bar(name, Cells.times(Optional.of(mean)));
  }

  /** Tells how many were killed of those of all blocks: {@code 1 of 3}; absent where none were. */
  Optional<Cell> killed(String environment, String name) {
    List<PoolOutcome> pools = pools(environment, what -> what.name().equals(name));
    int killed = pools.stream().mapToInt(PoolOutcome::killed).sum();
    int members = pools.stream().mapToInt(PoolOutcome::members).sum();
    return killed == 0
        ? Optional.empty()
        : Optional.of(Cell.of(killed, Cell.COUNT).with("of " + members));
  }

  /** Returns what a reader has to know of the columns. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    List<PoolOutcome> all = all(any -> true);
    if (all.isEmpty()) {
      return notes;
    }
    if (all.stream().anyMatch(pool -> pool.last().version() == 1)) {
      notes.add(
          "reclaimed/s: version 1 of control groups does not count it; these are all pages that"
              + " left the pool (total_pgpgout), what processes gave back among them");
    }
    if (all.stream().anyMatch(pool -> pool.last().swappedIn().isEmpty())) {
      notes.add("swapped/s is the whole host's: its kernel does not count it for a pool");
    }
    List<PoolOutcome> soft = all(MemoryTable::isSoft);
    if (!soft.isEmpty()) {
      notes.add(heeded(soft));
    }
    plan.environments().stream()
        .filter(one -> !pools(one, any -> true).isEmpty())
        .filter(one -> pools(one, MemoryTable::isSoft).isEmpty())
        .forEach(
            one ->
                notes.add(
                    one + ": a machine's memory is what it was made with, never a soft limit"));
    return notes;
  }

  /** Tells whether the kernel kept to soft limits. */
  private static String heeded(List<PoolOutcome> soft) {
    if (soft.stream().anyMatch(pool -> pool.last().version() == 1)) {
      return "soft limits were read back, but version 1 of control groups heeds them only where the"
          + " whole host is short of memory, not a pool: they protect nobody here, they only leave"
          + " each the rest of the pool";
    }
    OptionalLong times =
        soft.stream()
            .map(pool -> pool.last().overridden())
            .flatMapToLong(OptionalLong::stream)
            .reduce(Long::sum)
            .stream()
            .boxed()
            .map(OptionalLong::of)
            .findFirst()
            .orElse(OptionalLong.empty());
    return "soft limits were read back; the kernel "
        + (times.isEmpty()
            ? "does not say whether it kept to them"
            : "could not keep to them " + times.getAsLong() + " times (low of memory.events)");
  }

  private Optional<GeometricMean> ratio(String environment, String name, String other) {
    return AllocationSection.ratio(at(environment, name), at(environment, other));
  }

  private Optional<PlaceScores> at(String environment, String name) {
    return cases.stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .flatMap(one -> scores.of(environment, one));
  }

  private Cell kills(String environment, Case what) {
    OptionalDouble known =
        mean(
            environment,
            what,
            pool ->
                pool.last().kills().isPresent()
                    ? OptionalDouble.of(pool.last().kills().getAsLong())
                    : OptionalDouble.empty());
    long blocks = pools(environment, what::equals).size();
    return known.isEmpty() ? Cell.NONE : Cell.of(known.getAsDouble() * blocks, Cell.COUNT);
  }

  private OptionalDouble mean(
      String environment, Case what, Function<PoolOutcome, OptionalDouble> figure) {
    return pools(environment, what::equals).stream()
        .map(figure)
        .flatMapToDouble(OptionalDouble::stream)
        .average();
  }

  private String name(String kind, String factor) {
    return Cases.memory(workload, kind, factor);
  }

  private static boolean isSoft(Case what) {
    return what.given().equals(Cases.SOFT);
  }

  private List<PoolOutcome> pools(String environment, Predicate<Case> which) {
    return pools(step -> step.environment().equals(environment) && which.test(step.what()));
  }

  private List<PoolOutcome> all(Predicate<Case> which) {
    return pools(step -> which.test(step.what()));
  }

  private List<PoolOutcome> pools(Predicate<AllocationStep> which) {
    return steps.stream().filter(which).flatMap(step -> step.outcome().pool().stream()).toList();
  }
}
