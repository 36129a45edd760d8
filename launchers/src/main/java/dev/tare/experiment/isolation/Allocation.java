package dev.tare.experiment.isolation;

import dev.tare.experiment.Choice;
import dev.tare.launch.Limits;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Divides the CPUs between two environments: half each, either way. */
public enum Allocation implements Choice {
  /** Each has CPUs of its own. */
  SET,
  /** Both have all of them, with equal weight. */
  SHARES;

  private static final String EVEN = "1024";

  /**
   * Returns the limits of one of the two.
   *
   * @param base what both have besides
   * @param cpus to be divided, at least two for sets
   * @param first whether it is the first half, the victim's
   */
  Limits limits(Limits base, Collection<Integer> cpus, boolean first) {
    if (this == SHARES) {
      return base.with("cpuset", list(cpus)).with("shares", EVEN);
    }
    int half = cpus.size() / 2;
    List<Integer> all = List.copyOf(cpus);
    return base.with("cpuset", list(first ? all.subList(0, half) : all.subList(half, 2 * half)));
  }

  private static String list(Collection<Integer> cpus) {
    return cpus.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
