package dev.tare.experiment.allocation;

import dev.tare.experiment.Columns;
import dev.tare.experiment.Emulation;
import dev.tare.experiment.Words;
import dev.tare.experiment.concurrent.HostReading;
import dev.tare.experiment.concurrent.PlaceScores;
import dev.tare.experiment.concurrent.PoolOutcome;
import dev.tare.experiment.concurrent.Workload;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/** Describes what memory that is promised more than once came to. */
final class MemoryTable {
  private static final double P50 = 0.5;
  private static final double P99 = 0.99;
  private final Asked plan;
  private final Workload workload;
  private final List<AllocationStep> steps;
  private final BiFunction<String, Case, ScoredCase> scores;
  private final List<Case> cases;

  MemoryTable(
      Asked plan,
      Workload workload,
      List<AllocationStep> steps,
      BiFunction<String, Case, ScoredCase> scores) {
    this.plan = plan;
    this.workload = workload;
    this.steps = steps.stream().filter(one -> one.what().workload().equals(workload)).toList();
    this.scores = scores;
    this.cases =
        new Cases(plan).of(false).stream().filter(one -> one.workload().equals(workload)).toList();
  }

  boolean isOfIt(SortedMap<String, String> labels) {
    return workload.label().equals(labels.get("workload"));
  }

  /** A row for each case that was run, also where nobody was left to measure. */
  Optional<Section.Table> table() {
    List<ScoredCase> rows = new ArrayList<>();
    for (String environment : plan.environments()) {
      for (Case what : cases) {
        ScoredCase row = scores.apply(environment, what);
        if (!row.blocks().tried().isEmpty()) {
          rows.add(row);
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
    return rows.isEmpty() ? Optional.empty() : Optional.of(columns().table(caption, rows));
  }

  private String called(String environment) {
    return Emulation.name(
        environment,
        steps.stream()
            .anyMatch(one -> one.environment().equals(environment) && one.outcome().emulated()));
  }

  private Columns<ScoredCase> columns() {
    return new Columns<ScoredCase>()
        .text("environment", row -> called(row.environment()))
        .text("limit", row -> row.what().given())
        .number("promised", row -> Cell.of(row.what().factor(), Cell.TIMES))
        .count("environments", row -> row.what().members())
        .number("killed", this::killed)
        .number("each", ScoredCase::each)
        .number("of x1", row -> ratio(row, name(row.what().given(), "1")))
        .number("of hard", row -> ratio(row, name(Cases.HARD, Words.plain(row.what().factor()))))
        .number("p50", "ns", row -> row.figure(own -> own.percentileNs(P50)))
        .number("p99", "ns", row -> row.figure(own -> own.percentileNs(P99)))
        .number(
            "in cache", Cell.SHARE, row -> row.figure(own -> own.mean(PlaceScores.Guest::cached)))
        .number("reclaimed/s", Cell.NUMBER, row -> mean(row, PoolOutcome::reclaimed))
        .number("needed again/s", Cell.NUMBER, row -> mean(row, PoolOutcome::returned))
        .number("swapped/s", Cell.NUMBER, row -> mean(row, PoolOutcome::swapped))
        .number("OOM kills", this::kills)
        .number(
            "fairness", Cell.NUMBER, row -> row.figure(own -> OptionalDouble.of(own.fairness())));
  }

  private Cell killed(ScoredCase row) {
    return pools(row.environment(), row.what()::equals).isEmpty()
        ? Cell.NONE
        : killed(row.environment(), row.what().name()).orElse(Cell.of(0, Cell.COUNT));
  }

  private Cell ratio(ScoredCase row, String other) {
    return row.to(at(row.environment(), other));
  }

  /** Shows soft limits beside hard ones, as the study drew them. */
  List<Section.Bars> bars(List<Section.Bar> theirs) {
    List<Section.Bar> bars = new ArrayList<>();
    for (String environment : plan.environments()) {
      for (double factor : plan.overcommit()) {
        String times = Words.plain(factor);
        Optional<Cell> killed =
            killed(environment, name(Cases.HARD, times))
                .or(() -> killed(environment, name(Cases.SOFT, times)));
        // One access at a time: what takes longer is done less often.
        Cell longer =
            at(environment, name(Cases.HARD, times))
                .map(hard -> hard.to(at(environment, name(Cases.SOFT, times))))
                .orElse(Cell.NONE);
        if (longer.value() != null) {
          String soft = called(environment) + ", " + name(Cases.SOFT, times);
          bars.add(new Section.Bar(soft, killed.isEmpty() ? longer : Cell.of("some were killed")));
        }
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

  /** Tells how many were killed of those of all blocks: {@code 1 of 3}; absent where none were. */
  Optional<Cell> killed(String environment, String name) {
    List<PoolOutcome> pools = pools(environment, what -> what.name().equals(name));
    int killed = pools.stream().mapToInt(PoolOutcome::killed).sum();
    int members = pools.stream().mapToInt(PoolOutcome::members).sum();
    return killed == 0
        ? Optional.empty()
        : Optional.of(Cell.of(killed, Cell.COUNT).with("of " + members));
  }

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
        soft.stream().flatMapToLong(pool -> pool.last().overridden().stream()).reduce(Long::sum);
    return "soft limits were read back; the kernel "
        + (times.isEmpty()
            ? "does not say whether it kept to them"
            : "could not keep to them " + times.getAsLong() + " times (low of memory.events)");
  }

  private Optional<ScoredCase> at(String environment, String name) {
    return cases.stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .map(one -> scores.apply(environment, one));
  }

  private Cell kills(ScoredCase row) {
    List<PoolOutcome> pools = pools(row.environment(), row.what()::equals);
    OptionalDouble known = mean(pools, pool -> HostReading.real(pool.last().kills()));
    return known.isEmpty() ? Cell.NONE : Cell.of(known.getAsDouble() * pools.size(), Cell.COUNT);
  }

  /** A pool that some of its members had to themselves tells nothing of so many. */
  private OptionalDouble mean(ScoredCase row, Function<PoolOutcome, OptionalDouble> figure) {
    return mean(
        row.blocks().tried().values().stream()
            .filter(one -> !one.failed() && !one.atCeiling())
            .flatMap(one -> one.pool().stream())
            .toList(),
        figure);
  }

  private static OptionalDouble mean(
      List<PoolOutcome> pools, Function<PoolOutcome, OptionalDouble> figure) {
    return pools.stream().map(figure).flatMapToDouble(OptionalDouble::stream).average();
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
