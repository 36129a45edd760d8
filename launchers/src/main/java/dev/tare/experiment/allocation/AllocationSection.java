package dev.tare.experiment.allocation;

import dev.tare.experiment.Companions;
import dev.tare.experiment.Emulation;
import dev.tare.experiment.Words;
import dev.tare.experiment.density.Ground;
import dev.tare.experiment.density.PlaceScores;
import dev.tare.experiment.density.Workload;
import dev.tare.result.Run;
import dev.tare.result.Section;
import dev.tare.stats.GeometricMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What ways of giving resources came to, as tables. */
final class AllocationSection {
  private static final double P50 = 0.5;
  private static final double P99 = 0.99;
  private static final List<String> SHARE =
      List.of(
          "environment",
          "given as",
          "#score",
          "#of a set's",
          "#p50",
          "#p99",
          "#CPU time due",
          "#CPU time had",
          "#throttled");
  private static final List<String> CPU =
      List.of(
          "environment",
          "#promised",
          "#environments",
          "#each",
          "#of x1",
          "#sum",
          "#p50",
          "#p99",
          "#throttled",
          "#fairness");
  private final AllocationPlan plan;
  private final Run run;
  private final List<AllocationStep> steps;
  private final List<String> notes;
  private final Ground ground;
  private final List<List<String>> share = new ArrayList<>();
  private final List<List<String>> cpu = new ArrayList<>();
  private final MemoryTable memory;

  /**
   * @param run what was measured
   * @param notes what did not fit and what failed, a line each
   */
  AllocationSection(
      AllocationPlan plan, Run run, List<AllocationStep> steps, List<String> notes, Ground ground) {
    this.plan = plan;
    this.run = run;
    this.steps = steps;
    this.notes = notes;
    this.ground = ground;
    this.memory = new MemoryTable(plan, steps, this::scores);
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
    Section section =
        new Section(
            "allocation",
            "Sets or shares, hard or soft",
            "The same part of the CPU given as a set of CPUs, as a weight and as a quota, beside a"
                + " rival that takes the rest; more CPUs promised than there are; and more memory, with"
                + " hard limits and with soft ones, in a pool that has to reclaim. Intervals are 95 %"
                + " over blocks.",
            List.of(),
            memory.bars(),
            tables(),
            new AllocationClaims(plan, ground, this::scores, memory).all(),
            allNotes());
    return Emulation.told(section.answering(answer()), ground.emulated());
  }

  /** What each way gives of what a set gives, and what promising more leaves, as in the tables. */
  private String answer() {
    Stream<String> ways = share.stream().map(row -> part(row, row.get(3), "\u00d7 a set's"));
    Stream<String> promised = cpu.stream().map(row -> part(row, row.get(4), "\u00d7 of x1"));
    String all =
        Stream.concat(ways, promised)
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining("; "));
    return all.isEmpty() ? "" : all + ".";
  }

  private static String part(List<String> row, String ratio, String of) {
    return ratio.equals(Words.NONE) ? "" : row.get(0) + " " + row.get(1) + ": " + ratio + of;
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
    memory.table().ifPresent(tables::add);
    return tables;
  }

  private List<String> shareRow(String environment, Case what, PlaceScores scores) {
    OptionalDouble seen = mean(environment, what, AllocationStep::hadShare);
    OptionalDouble had = seen.isPresent() ? seen : hadInside(environment, what, scores);
    return List.of(
        environment,
        what.name(),
        score(scores),
        ratio(environment, scores, what.workload().label() + " " + Cases.SET),
        Words.latency(scores.percentileNs(P50)),
        Words.latency(scores.percentileNs(P99)),
        Words.percent(mean(environment, what, AllocationStep::dueShare)),
        Words.percent(had),
        Words.percent(scores.mean(PlaceScores.Guest::throttled)));
  }

  /** A machine's CPU time as its own kernel counts it: what was stolen from it looks used. */
  private OptionalDouble hadInside(String environment, Case what, PlaceScores scores) {
    Optional<PlaceScores> rival =
        PlaceScores.of(run, what.place(environment) + Part.RIVAL, what.workload());
    OptionalDouble own = scores.mean(PlaceScores.Guest::cpus);
    OptionalDouble theirs =
        rival.map(one -> one.mean(PlaceScores.Guest::cpus)).orElse(OptionalDouble.empty());
    return own.isPresent() && theirs.isPresent()
        ? OptionalDouble.of(own.getAsDouble() / (own.getAsDouble() + theirs.getAsDouble()))
        : OptionalDouble.empty();
  }

  private List<String> cpuRow(String environment, Case what, PlaceScores scores) {
    return List.of(
        environment,
        what.name(),
        String.valueOf(what.members()),
        score(scores),
        ratio(environment, scores, what.workload().label() + " x1"),
        Words.with(scores.sum()),
        Words.latency(scores.percentileNs(P50)),
        Words.latency(scores.percentileNs(P99)),
        Words.percent(scores.mean(PlaceScores.Guest::throttled)),
        Words.number(scores.fairness()));
  }

  static String score(PlaceScores scores) {
    return Words.with(scores.each()) + " " + scores.unit();
  }

  /** Against another case in the same environment and blocks. */
  private String ratio(String environment, PlaceScores scores, String other) {
    return new Cases(plan)
        .of(false).stream()
            .filter(one -> one.name().equals(other))
            .findFirst()
            .flatMap(one -> scores(environment, one))
            .flatMap(scores::ratioTo)
            .map(Words::with)
            .orElse(Words.NONE);
  }

  private Optional<PlaceScores> scores(String environment, Case what) {
    return PlaceScores.of(run, what.place(environment), what.workload());
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
    List<String> all = new ArrayList<>(notes);
    if (plan.cpus().size() == 1
        && plan.workloads().stream().anyMatch(workload -> !workload.usesDisk())) {
      all.add("one CPU cannot be shared as sets: the three ways are left out");
    }
    for (AllocationStep step : steps) {
      if (step.outcome().loaded().isPresent()) {
        Companions.warning(step.outcome().overlap())
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
    all.addAll(memory.notes());
    return all;
  }

  /** Where a claim finds what it is about. */
  @FunctionalInterface
  interface Scores {
    /** What an environment measured in a case; absent where it did not. */
    Optional<PlaceScores> of(String environment, Case what);
  }

  /** How one place's scores are to another's; absent where one is missing. */
  static Optional<GeometricMean> ratio(Optional<PlaceScores> a, Optional<PlaceScores> b) {
    return a.isPresent() && b.isPresent() ? a.get().ratioTo(b.get()) : Optional.empty();
  }

  /** Whether a workload's cases are about CPUs. */
  static boolean isCpu(Workload workload) {
    return !workload.usesDisk();
  }
}
