package dev.tare.experiment.isolation;

import dev.tare.experiment.PlanValues;
import dev.tare.experiment.RandomBlocks;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import dev.tare.result.Slot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * What is to be measured: each victim alone and beside each neighbour, in each kind of environment,
 * with the CPUs divided in each way.
 *
 * @param stacks the kinds of environments, at least one
 * @param victims at least one
 * @param neighbours at least one
 * @param allocations at least one
 * @param cpus that the two divide between them; at least two for sets
 * @param limits of each of the two besides; memory and pids are always limited
 * @param ceilingPids the limit of pids of a neighbour whose own is lifted, on the host's side;
 *     absent: it has that of {@code limits}
 * @param params of victims and of neighbours that are benchmarks, as a visit takes them
 * @param blocks from 1
 * @param seed of the order
 * @param seconds that the work takes alone, above 0
 * @param recoverySeconds that the victim is watched after it, from 0
 * @param patience after how many times its time alone the work is given up, above 1
 */
public record IsolationPlan(
    List<Stack> stacks,
    List<Victim> victims,
    List<Neighbour> neighbours,
    List<Allocation> allocations,
    List<Integer> cpus,
    Limits limits,
    OptionalLong ceilingPids,
    List<String> params,
    int blocks,
    long seed,
    double seconds,
    double recoverySeconds,
    double patience) {
  private static final String VERB = "isolate";

  /** A bomb lasts ten minutes at most, and a little longer than the work. */
  private static final double LONGEST_SECONDS = 580;

  /** Short work in a slow engine: the word to begin may take seconds to arrive. */
  private static final double LEAST_PATIENCE_SECONDS = 30;

  public IsolationPlan {
    stacks = List.copyOf(stacks);
    victims = List.copyOf(victims);
    neighbours = List.copyOf(neighbours);
    allocations = List.copyOf(allocations);
    cpus = List.copyOf(cpus);
    params = List.copyOf(params);
    once("--env", stacks.stream().map(Stack::text).toList());
    once("--victim", victims);
    once("--neighbour", neighbours);
    once("--allocation", allocations);
    if (blocks < 1) {
      throw new IllegalArgumentException("--blocks " + blocks + ": from 1");
    }
    if (cpus.isEmpty() || allocations.contains(Allocation.SET) && cpus.size() < 2) {
      throw new IllegalArgumentException(
          "--allocation set: the two need a CPU each, and there is CPU "
              + cpus
              + " only; --allocation shares does with one");
    }
    if (limits.memoryBytes().isEmpty() || limits.pids().isEmpty()) {
      throw new IllegalArgumentException("--limit: memory and pids are always limited");
    }
    if (!(seconds > 0 && recoverySeconds >= 0 && patience > 1)) {
      throw new IllegalArgumentException("--seconds: above 0");
    }
    if (seconds * patience > LONGEST_SECONDS) {
      throw new IllegalArgumentException(
          "--seconds "
              + seconds
              + ": a victim may take "
              + patience
              + " times as long, and no bomb lasts longer than "
              + LONGEST_SECONDS
              + " s");
    }
  }

  private static void once(String option, Collection<?> given) {
    if (given.isEmpty()) {
      throw new IllegalArgumentException(option + ": at least one");
    }
    if (new HashSet<>(given).size() < given.size()) {
      throw new IllegalArgumentException(option + ": each once");
    }
  }

  /** Threads of the victim, and of a neighbour that is a benchmark: one for each CPU of a half. */
  int threads() {
    return Math.max(1, cpus.size() / 2);
  }

  /** The limits of the victim, or else of its neighbour. */
  Limits limits(Cell cell, boolean victim) {
    Limits own =
        !victim && ceilingPids.isPresent()
            ? limits.with("pids", Long.toString(ceilingPids.getAsLong()))
            : limits;
    return cell.allocation().limits(own, cpus, victim);
  }

  /** All cases of a block, in a fixed order: of each kind of environment the one alone first. */
  List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (Stack stack : stacks) {
      for (Victim victim : victims) {
        for (Allocation allocation : allocations) {
          Cell alone = new Cell(stack, victim, allocation, Optional.empty());
          cells.add(alone);
          neighbours.forEach(
              one -> cells.add(new Cell(stack, victim, allocation, Optional.of(one))));
        }
      }
    }
    return cells;
  }

  /** The cells of all blocks, in randomised order: the place in the list is the slot. */
  List<Cell> order() {
    Map<String, Cell> byKey = new LinkedHashMap<>();
    cells().forEach(cell -> byKey.put(cell.key(), cell));
    return RandomBlocks.schedule(List.copyOf(byKey.keySet()), blocks, seed).stream()
        .map(slot -> byKey.get(slot.environment()))
        .toList();
  }

  /** The visits of a run, each named by its place. */
  public List<Slot> schedule() {
    List<Slot> slots = new ArrayList<>();
    int perBlock = cells().size();
    for (Cell cell : order()) {
      slots.add(Slot.planned(slots.size(), slots.size() / perBlock, cell.place()));
    }
    return slots;
  }

  /** After which time the work is given up, s, from what it takes alone; at least 30. */
  double givenUpSeconds(FixedWork work) {
    double most = Math.max(LEAST_PATIENCE_SECONDS, patience * work.seconds());
    return Math.min(LONGEST_SECONDS, most);
  }

  /** As the run folder keeps it. */
  public Map<String, String> asOptions() {
    PlanValues values =
        PlanValues.of(VERB)
            .with("environments", stacks.stream().map(Stack::text).toList())
            .with("victims", victims.stream().map(Victim::benchmark).toList())
            .with("operations", victims.stream().map(Victim::operations).toList())
            .with("neighbours", neighbours.stream().map(Neighbour::word).toList())
            .with("allocations", allocations.stream().map(Allocation::word).toList())
            .with("cpus", cpus)
            .with(limits)
            .with("params", params)
            .with("blocks", blocks)
            .with("seconds", seconds)
            .with("recoverySeconds", recoverySeconds)
            .with("patience", patience);
    ceilingPids.ifPresent(pids -> values.with("ceilingPids", pids));
    return values.asMap();
  }

  /**
   * A plan as {@link #asOptions} gave it.
   *
   * @param syntax of the stacks
   * @throws IllegalArgumentException where it is not one
   */
  public static IsolationPlan of(Map<String, String> options, long seed, StackSyntax syntax) {
    PlanValues values = PlanValues.read(VERB, options);
    List<String> victims = values.lines("victims");
    List<Integer> operations = values.numbers("operations");
    if (operations.size() != victims.size()) {
      throw new IllegalArgumentException("the plan has not the operations of each victim");
    }
    return new IsolationPlan(
        values.lines("environments").stream().map(syntax::parse).toList(),
        IntStream.range(0, victims.size())
            .mapToObj(i -> new Victim(victims.get(i), operations.get(i)))
            .toList(),
        values.lines("neighbours").stream().map(Neighbour::named).toList(),
        values.lines("allocations").stream().map(Allocation::named).toList(),
        values.numbers("cpus"),
        values.limits(),
        values.has("ceilingPids")
            ? OptionalLong.of(values.whole("ceilingPids"))
            : OptionalLong.empty(),
        values.lines("params"),
        values.number("blocks"),
        seed,
        values.decimal("seconds"),
        values.decimal("recoverySeconds"),
        values.decimal("patience"));
  }
}
