package dev.tare.experiment.allocation;

import dev.tare.experiment.BackgroundLoads;
import dev.tare.experiment.Cells;
import dev.tare.experiment.Found;
import dev.tare.experiment.Words;
import dev.tare.experiment.concurrent.ConcurrentOutcome;
import dev.tare.experiment.concurrent.PlaceScores;
import dev.tare.result.Column;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import dev.tare.stats.GeometricMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Describes what ways of giving resources came to, as tables. */
final class AllocationSection {
  private static final double P50 = 0.5;
  private static final double P99 = 0.99;
  private static final List<Column> SHARE =
      List.of(
          Column.text("environment"),
          Column.text("given as"),
          Column.number("score"),
          Column.number("of a set's"),
          Column.number("p50"),
          Column.number("p99"),
          Column.number("CPU time due"),
          Column.number("CPU time had"),
          Column.number("throttled"));
  private static final List<Column> CPU =
      List.of(
          Column.text("environment"),
          Column.number("promised"),
          Column.number("environments"),
          Column.number("each"),
          Column.number("of x1"),
          Column.number("sum"),
          Column.number("p50"),
          Column.number("p99"),
          Column.number("throttled"),
          Column.number("fairness"));

  private final Found<Allocate.Parameters, Given, ConcurrentOutcome> found;
  private final Asked plan;
  private final List<AllocationStep> steps = new ArrayList<>();
  private final List<List<Cell>> share = new ArrayList<>();
  private final List<List<Cell>> cpu = new ArrayList<>();
  private final List<AllocationAnswer.Ratio> toSet = new ArrayList<>();
  private final List<AllocationAnswer.Ratio> toOne = new ArrayList<>();
  private final List<MemoryTable> memory;

  AllocationSection(Found<Allocate.Parameters, Given, ConcurrentOutcome> found) {
    this.found = found;
    this.plan = Asked.of(found.plan());
    found
        .steps()
        .forEach(
            step ->
                step.outcome()
                    .ifPresent(
                        one -> steps.add(new AllocationStep(step.condition(), step.block(), one))));
    this.memory =
        plan.workloads().stream()
            .filter(workload -> Filling.of(workload).isPresent())
            .map(workload -> new MemoryTable(plan, workload, steps, this::scores))
            .toList();
  }

  Section section() {
    for (String environment : plan.environments()) {
      for (Case what : new Cases(plan).of(false)) {
        scores(environment, what)
            .ifPresent(
                scores -> {
                  switch (what.family()) {
                    case SHARE -> share.add(shareRow(environment, what, scores));
                    case CPU -> cpu.add(cpuRow(environment, what, scores));
                    case MEMORY -> {
                      // Its table has those of whom nobody measured, too.
                    }
                  }
                });
      }
    }
    List<Section.Bars> bars =
        memory.stream()
            .flatMap(one -> one.bars(found.claims().bars(one::isOfIt)).stream())
            .toList();
    return new Section(
            "allocation",
            "Sets or shares, hard or soft",
            "The same part of the CPU given as a set of CPUs, as a weight and as a quota, beside a"
                + " rival that takes the rest; more CPUs promised than there are; and more memory, with"
                + " hard limits and with soft ones, in a pool that has to reclaim. Intervals are 95 %"
                + " over blocks.",
            List.of(),
            bars,
            tables(),
            List.of(),
            allNotes())
        .answering(AllocationAnswer.of(toSet, toOne, bars));
  }

  private List<Section.Table> tables() {
    List<Section.Table> tables = new ArrayList<>();
    if (!share.isEmpty()) {
      String part = Words.percent(OptionalDouble.of(new Cases(plan).share()));
      tables.add(new Section.Table(part + " of the CPUs, given in three ways", SHARE, share));
    }
    if (!cpu.isEmpty()) {
      tables.add(
          new Section.Table(
              "CPUs promised, as a multiple of the " + plan.cpus().size() + " there are",
              CPU,
              cpu));
    }
    memory.forEach(one -> one.table().ifPresent(tables::add));
    return tables;
  }

  private List<Cell> shareRow(String environment, Case what, PlaceScores scores) {
    OptionalDouble seen = mean(environment, what, AllocationStep::hadShare);
    OptionalDouble had = seen.isPresent() ? seen : hadInside(environment, what, scores);
    Cell ratio = ratio(environment, scores, what.workload().label() + " " + Cases.SET);
    if (!what.given().equals(Cases.SET)) {
      toSet.add(new AllocationAnswer.Ratio(environment, what.name(), ratio));
    }
    return List.of(
        Cell.of(found.called(environment)),
        Cell.of(what.name()),
        score(scores),
        ratio,
        Cell.of(scores.percentileNs(P50), "ns"),
        Cell.of(scores.percentileNs(P99), "ns"),
        Cell.of(mean(environment, what, AllocationStep::dueShare), Cell.SHARE),
        Cell.of(had, Cell.SHARE),
        Cell.of(scores.mean(PlaceScores.Guest::throttled), Cell.SHARE));
  }

  /** A machine's CPU time as its own kernel counts it: what was stolen from it looks used. */
  private OptionalDouble hadInside(String environment, Case what, PlaceScores scores) {
    Optional<PlaceScores> rival =
        PlaceScores.of(found.run(), what.place(environment) + Part.RIVAL, what.workload());
    OptionalDouble own = scores.mean(PlaceScores.Guest::cpus);
    OptionalDouble theirs =
        rival.map(one -> one.mean(PlaceScores.Guest::cpus)).orElse(OptionalDouble.empty());
    return own.isPresent() && theirs.isPresent()
        ? OptionalDouble.of(own.getAsDouble() / (own.getAsDouble() + theirs.getAsDouble()))
        : OptionalDouble.empty();
  }

  private List<Cell> cpuRow(String environment, Case what, PlaceScores scores) {
    Cell ratio = ratio(environment, scores, what.workload().label() + " x1");
    if (what.factor() != 1) {
      toOne.add(new AllocationAnswer.Ratio(environment, what.name(), ratio));
    }
    return List.of(
        Cell.of(found.called(environment)),
        Cell.of(what.name()),
        Cell.of(what.members(), Cell.COUNT),
        score(scores),
        ratio,
        Cells.of(scores.sum(), scores.unit()),
        Cell.of(scores.percentileNs(P50), "ns"),
        Cell.of(scores.percentileNs(P99), "ns"),
        Cell.of(scores.mean(PlaceScores.Guest::throttled), Cell.SHARE),
        Cell.of(scores.fairness(), Cell.NUMBER));
  }

  static Cell score(PlaceScores scores) {
    return Cells.of(scores.each(), scores.unit());
  }

  /** Against another case in the same environment and blocks. */
  private Cell ratio(String environment, PlaceScores scores, String other) {
    return Cells.times(
        new Cases(plan)
            .of(false).stream()
                .filter(one -> one.name().equals(other))
                .findFirst()
                .flatMap(one -> scores(environment, one))
                .flatMap(scores::ratioTo));
  }

  private Optional<PlaceScores> scores(String environment, Case what) {
    return PlaceScores.of(found.run(), what.place(environment), what.workload());
  }

  private OptionalDouble mean(
      String environment, Case what, Function<AllocationStep, OptionalDouble> figure) {
    return steps.stream()
        .filter(step -> step.environment().equals(environment))
        .filter(step -> step.what().name().equals(what.name()))
        .map(figure)
        .flatMapToDouble(OptionalDouble::stream)
        .average();
  }

  private List<String> allNotes() {
    List<String> all = new ArrayList<>();
    if (plan.cpus().size() == 1
        && plan.workloads().stream().anyMatch(workload -> Filling.of(workload).isEmpty())) {
      all.add("one CPU cannot be shared as sets: the three ways are left out");
    }
    for (AllocationStep step : steps) {
      if (step.outcome().loaded().isPresent()) {
        BackgroundLoads.warning(step.outcome().overlap())
            .ifPresent(
                line ->
                    all.add(
                        step.what().place(step.environment())
                            + ", block "
                            + step.block()
                            + ": "
                            + line));
      }
    }
    memory.stream().flatMap(one -> one.notes().stream()).distinct().forEach(all::add);
    return all;
  }

  /** Describes where a claim finds what it is about. */
  @FunctionalInterface
  interface Scores {
    Optional<PlaceScores> of(String environment, Case what);
  }

  /** Tells how one place's scores are to another's; absent where one is missing. */
  static Optional<GeometricMean> ratio(Optional<PlaceScores> a, Optional<PlaceScores> b) {
    return a.isPresent() && b.isPresent() ? a.get().ratioTo(b.get()) : Optional.empty();
  }
}
