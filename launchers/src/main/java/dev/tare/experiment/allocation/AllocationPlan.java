package dev.tare.experiment.allocation;

import dev.tare.experiment.PlanValues;
import dev.tare.experiment.Timing;
import dev.tare.experiment.concurrent.Workload;
import dev.tare.launch.Limits;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is to be compared.
 *
 * @param environments stacks, at least one
 * @param workloads of CPU cases {@code cpu.Prime} and {@code memory.Stream}, of memory cases {@code
 *     disk.RandomFile}; at least one
 * @param overcommit how many times what there is is promised, each from 1 to 4 in steps of a half
 * @param cpus the CPUs that may be used, at least one
 * @param memoryBytes of each environment of a memory case, at least {@link #LEAST_BYTES}
 * @param limits of every environment besides
 * @param blocks how often everything is repeated, from 1
 * @param timing of a fork
 * @param seed of the order within a block
 */
public record AllocationPlan(
    List<String> environments,
    List<Workload> workloads,
    List<Double> overcommit,
    SortedSet<Integer> cpus,
    long memoryBytes,
    Limits limits,
    int blocks,
    Timing timing,
    long seed) {
  /** Below this the JVMs leave nothing to work with. */
  static final long LEAST_BYTES = 256L << 20;

  /** What an environment of a memory case is given unless it is said. */
  public static final long USUAL_BYTES = 512L << 20;

  /** As Chaufournier 2016 had them in 4.3 and 5.1. */
  public static final List<Double> USUAL_OVERCOMMIT = List.of(1.0, 1.5, 2.0);

  private static final double MOST_OVERCOMMIT = 4;
  private static final String VERB = "allocate";

  public AllocationPlan {
    if (environments.isEmpty()) {
      throw new IllegalArgumentException("--env: at least one");
    }
    if (workloads.isEmpty() || overcommit.isEmpty() || cpus.isEmpty()) {
      throw new IllegalArgumentException("nothing to compare");
    }
    for (double factor : overcommit) {
      if (!(factor >= 1 && factor <= MOST_OVERCOMMIT) || Math.rint(2 * factor) != 2 * factor) {
        throw new IllegalArgumentException(
            "--overcommit " + factor + ": from 1 to 4 in steps of 0.5");
      }
    }
    if (memoryBytes < LEAST_BYTES) {
      throw new IllegalArgumentException("--limit memory: 256m at least, two JVMs are in it");
    }
    if (limits.cpuset().isPresent() || limits.shares().isPresent() || limits.cpus().isPresent()) {
      throw new IllegalArgumentException(
          "--limit: cpuset, shares and cpus are what is compared here; memory and pids are free");
    }
    if (blocks < 1) {
      throw new IllegalArgumentException("--blocks " + blocks + ": from 1");
    }
    environments = List.copyOf(environments);
    workloads = List.copyOf(new TreeSet<>(workloads));
    overcommit = List.copyOf(new TreeSet<>(overcommit));
    cpus = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(cpus));
  }

  /** As the run folder keeps it. */
  public Map<String, String> asOptions() {
    return PlanValues.of(VERB)
        .with("environments", environments)
        .with("workload", workloads.stream().map(Workload::word).toList())
        .with("overcommit", overcommit)
        .with("cpus", cpus)
        .with("memoryBytes", memoryBytes)
        .with(limits)
        .with("blocks", blocks)
        .with(timing)
        .asMap();
  }

  /**
   * A plan as {@link #asOptions} gave it.
   *
   * @throws IllegalArgumentException where it is not one
   */
  public static AllocationPlan of(Map<String, String> options, long seed) {
    PlanValues values = PlanValues.read(VERB, options);
    return new AllocationPlan(
        values.lines("environments"),
        values.lines("workload").stream().map(Workload::named).toList(),
        values.lines("overcommit").stream().map(Double::valueOf).toList(),
        new TreeSet<>(values.numbers("cpus")),
        values.whole("memoryBytes"),
        values.limits(),
        values.number("blocks"),
        values.timing(),
        seed);
  }
}
