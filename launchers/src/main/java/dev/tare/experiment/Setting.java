package dev.tare.experiment;

import dev.tare.launch.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Describes what every experiment is asked for.
 *
 * @param environments stacks, each once; none where the parameters say where it measures
 * @param limits of every environment
 * @param blocks how often everything is repeated, 1 to 1000
 * @param timing of a fork
 * @param quick whether a first look will do
 * @param params of benchmarks, {@code name=value}, that differ from their defaults
 * @param fileBytes of a disk workload's file
 * @param cpus that may be used, at least one
 * @param data where disk benchmarks measure, in a folder of the run's own; absent: /var/tmp
 * @param seed of the order within a block
 */
public record Setting(
    List<String> environments,
    Limits limits,
    int blocks,
    Timing timing,
    boolean quick,
    List<String> params,
    long fileBytes,
    SortedSet<Integer> cpus,
    Optional<String> data,
    long seed) {
  private static final int MOST_BLOCKS = 1000;

  public Setting {
    environments = List.copyOf(environments);
    params = List.copyOf(params);
    if (blocks < 1 || blocks > MOST_BLOCKS) {
      throw new IllegalArgumentException("--blocks " + blocks + ": 1 to " + MOST_BLOCKS);
    }
    if (cpus.isEmpty()) {
      throw new IllegalArgumentException("no CPU may be used");
    }
  }

  /** Returns the same with more parameters of benchmarks; of two for one the last counts. */
  public Setting withParams(List<String> more) {
    List<String> all = new ArrayList<>(params);
    all.addAll(more);
    return new Setting(
        environments, limits, blocks, timing, quick, all, fileBytes, cpus, data, seed);
  }

  /** Returns the same with forks of another length. */
  public Setting withTiming(Timing other) {
    return new Setting(
        environments, limits, blocks, other, quick, params, fileBytes, cpus, data, seed);
  }

  public Setting withEnvironments(List<String> others) {
    return new Setting(others, limits, blocks, timing, quick, params, fileBytes, cpus, data, seed);
  }

  /** Returns the same within other limits. */
  public Setting withLimits(Limits others) {
    return new Setting(
        environments, others, blocks, timing, quick, params, fileBytes, cpus, data, seed);
  }
}
