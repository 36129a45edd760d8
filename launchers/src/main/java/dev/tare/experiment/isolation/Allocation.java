package dev.tare.experiment.isolation;

import dev.tare.launch.Limits;
import dev.tare.launch.StackSyntax;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
    return name().toLowerCase(Locale.ROOT);
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
    List<String> words = Arrays.stream(values()).map(Allocation::word).toList();
    return Arrays.stream(values())
        .filter(one -> one.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--allocation "
                        + word
                        + ": there is no such allocation"
                        + StackSyntax.near(word, words)));
  }
}
