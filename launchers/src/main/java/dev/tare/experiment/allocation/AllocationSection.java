package dev.tare.experiment.allocation;

import dev.tare.experiment.BackgroundLoads;
import dev.tare.experiment.Columns;
import dev.tare.experiment.Found;
import dev.tare.experiment.SectionBuilder;
import dev.tare.experiment.Words;
import dev.tare.experiment.concurrent.ConcurrentOutcome;
import dev.tare.experiment.concurrent.CountedBlocks;
import dev.tare.experiment.concurrent.PlaceScores;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;

/** Describes what ways of giving resources came to, as tables. */
final class AllocationSection {
  private static final double P50 = 0.5;
  private static final double P99 = 0.99;
  private final Found<Allocate.Parameters, Given, ConcurrentOutcome> found;
  private final Asked plan;
  private final List<AllocationStep> steps = new ArrayList<>();
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
            .map(workload -> new MemoryTable(plan, workload, steps, this::scored))
            .toList();
  }

  Section section() {
    List<ScoredCase> share = rows(Case.Family.SHARE);
    List<ScoredCase> cpu = rows(Case.Family.CPU);
    String part = Words.percent(OptionalDouble.of(new Cases(plan).share()));
    SectionBuilder section =
        new SectionBuilder()
            .table(shares().table(part + " of the CPUs, given in three ways", share))
            .table(
                promised()
                    .table(
                        "CPUs promised, as a multiple of the " + plan.cpus().size() + " there are",
                        cpu));
    memory.forEach(one -> one.table().ifPresent(section::table));
    List<Section.Bars> bars =
        memory.stream()
            .flatMap(one -> one.bars(found.claims().bars(one::isOfIt)).stream())
            .toList();
    bars.forEach(one -> section.bars(one.title(), one.label(), one.mark(), one.bars()));
    allNotes().forEach(section::note);
    return section.section(
        "allocation",
        "Sets or shares, hard or soft",
        "The same part of the CPU given as a set of CPUs, as a weight and as a quota, beside a"
            + " rival that takes the rest; more CPUs promised than there are; and more memory, with"
            + " hard limits and with soft ones, in a pool that has to reclaim. Intervals are 95 %"
            + " over blocks.",
        AllocationAnswer.of(
            told(share, row -> !row.what().given().equals(Cases.SET), this::ofSet),
            told(cpu, row -> row.what().factor() != 1, this::ofOne),
            bars));
  }

  private List<ScoredCase> rows(Case.Family family) {
    List<ScoredCase> rows = new ArrayList<>();
    for (String environment : plan.environments()) {
      for (Case what : new Cases(plan).of(false)) {
        if (what.family() == family) {
          rows.add(scored(environment, what));
        }
      }
    }
    rows.removeIf(row -> row.blocks().tried().isEmpty());
    return rows;
  }

  private static List<AllocationAnswer.Ratio> told(
      List<ScoredCase> rows, Predicate<ScoredCase> compared, Function<ScoredCase, Cell> ratio) {
    return rows.stream()
        .filter(compared)
        .map(
            row ->
                new AllocationAnswer.Ratio(
                    row.environment(), row.what().name(), row.isTime(), ratio.apply(row)))
        .toList();
  }

  private Columns<ScoredCase> shares() {
    return new Columns<ScoredCase>()
        .text("environment", row -> found.called(row.environment()))
        .text("given as", row -> row.what().name())
        .number("score", ScoredCase::each)
        .number("of a set's", this::ofSet)
        .number("p50", "ns", row -> row.figure(own -> own.percentileNs(P50)))
        .number("p99", "ns", row -> row.figure(own -> own.percentileNs(P99)))
        .number("CPU time due", Cell.SHARE, row -> mean(row, AllocationStep::dueShare))
        .number("CPU time had", Cell.SHARE, this::had)
        .number(
            "throttled",
            Cell.SHARE,
            row -> row.figure(own -> own.mean(PlaceScores.Guest::throttled)));
  }

  private Columns<ScoredCase> promised() {
    return new Columns<ScoredCase>()
        .text("environment", row -> found.called(row.environment()))
        .number("promised", row -> Cell.of(row.what().name()))
        .count("environments", row -> row.what().members())
        .number("each", ScoredCase::each)
        .number("of x1", this::ofOne)
        .number("sum", row -> PlaceScores.cell(row.scores(), PlaceScores::sum))
        .number("p50", "ns", row -> row.figure(own -> own.percentileNs(P50)))
        .number("p99", "ns", row -> row.figure(own -> own.percentileNs(P99)))
        .number(
            "throttled",
            Cell.SHARE,
            row -> row.figure(own -> own.mean(PlaceScores.Guest::throttled)))
        .number(
            "fairness", Cell.NUMBER, row -> row.figure(own -> OptionalDouble.of(own.fairness())));
  }

  private Cell ofSet(ScoredCase row) {
    return ratio(row, Cases.SET);
  }

  private Cell ofOne(ScoredCase row) {
    return ratio(row, "x1");
  }

  private OptionalDouble had(ScoredCase row) {
    OptionalDouble seen = mean(row, AllocationStep::hadShare);
    return seen.isPresent() ? seen : hadInside(row);
  }

  /** A machine's CPU time as its own kernel counts it: what was stolen from it looks used. */
  private OptionalDouble hadInside(ScoredCase row) {
    Optional<PlaceScores> rival =
        row.blocks()
            .scores(
                found.run(),
                row.what().place(row.environment()) + Case.Part.RIVAL,
                row.what().workload());
    return AllocationStep.share(
        row.figure(own -> own.mean(PlaceScores.Guest::cpus)),
        rival.map(one -> one.mean(PlaceScores.Guest::cpus)).orElse(OptionalDouble.empty()));
  }

  /** Compares with another case in the same environment and blocks. */
  private Cell ratio(ScoredCase row, String other) {
    String name = row.what().workload().label() + " " + other;
    return row.to(
        new Cases(plan)
            .of(false).stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .map(one -> scored(row.environment(), one)));
  }

  private ScoredCase scored(String environment, Case what) {
    String place = what.place(environment);
    CountedBlocks<ConcurrentOutcome> blocks = CountedBlocks.of(found, place);
    return new ScoredCase(
        environment, what, blocks, blocks.scores(found.run(), place, what.workload()));
  }

  private OptionalDouble mean(ScoredCase row, Function<AllocationStep, OptionalDouble> figure) {
    return steps.stream()
        .filter(step -> step.environment().equals(row.environment()))
        .filter(step -> step.what().name().equals(row.what().name()))
        .filter(step -> step.outcome().counts())
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
}
