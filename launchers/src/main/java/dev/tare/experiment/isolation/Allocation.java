package dev.tare.experiment.isolation;

import dev.tare.launch.Limits;
import java.util.List;
import java.util.stream.Collectors;

/** How two environments divide the CPUs between them: half each, either way. */
public enum Allocation {
  /** Each has CPUs of its own. */
  SET,
  /** Both have all of them, with equal weight. */
  SHARES;

  private static final String EVEN = "1024";

  /** As it is written on a command line and in results. */
  public String word() {
    return Choice.word(this);
  }

  /**
   * The limits of one of the two.
   *
   * @param base what both have besides
   * @param cpus to be divided, at least two for sets
   * @param first whether it is the first half, the victim's
   */
  Limits limits(Limits base, List<Integer> cpus, boolean first) {
    if (this == SHARES) {
      return base.with("cpuset", list(cpus)).with("shares", EVEN);
    }
    int half = cpus.size() / 2;
    return base.with("cpuset", list(first ? cpus.subList(0, half) : cpus.subList(half, 2 * half)));
  }

  private static String list(List<Integer> cpus) {
    return cpus.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /**
   * The allocation of that name.
   *
   * @throws IllegalArgumentException in one line, with those there are
   */
  public static Allocation named(String word) {
    return Choice.named(Allocation.class, word);
  }
}
