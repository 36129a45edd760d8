package dev.tare.experiment.judge;

import dev.tare.experiment.TrialWork;
import dev.tare.launch.Limits;
import dev.tare.result.Judging;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Describes what is measured in turn, and how it is judged. No component is an option: {@code gate
 * --run} asks for jars, commands or revisions, of which one kind alone will do, and the plan is
 * what either side came to.
 *
 * @param sides that are compared, the baseline first
 * @param budgetMs how long all of it may take; absent: as long as it does
 * @param proof what a selftest is to show; absent in a gate
 */
public record Sides(
    List<Asked> sides, Judging judging, OptionalLong budgetMs, Optional<Proof> proof) {
  public Sides {
    sides = List.copyOf(sides);
  }

  /**
   * Describes what a selftest is to show.
   *
   * @param share what is left of a CPU with the quota, above 0 and below 1
   * @param quick whether it is a first look, of which no calibration is expected
   */
  public record Proof(double share, boolean quick) {
    /** Returns what the handicap of more work is, as large as that of the quota, %. */
    public long extraPercent() {
      return Math.round(100 * (1 - share));
    }
  }

  /** Makes those of a gate. */
  public Sides(List<Asked> sides, Judging judging, OptionalLong budgetMs) {
    this(sides, judging, budgetMs, Optional.empty());
  }

  /** Returns the side of that name; absent where it was not measured. */
  public Optional<Asked> side(String name) {
    return sides.stream().filter(side -> side.name().equals(name)).findFirst();
  }

  /**
   * A side as it is asked for.
   *
   * @param name what the run calls its environment: sides may be the same stack
   * @param stack where it is measured
   * @param limits of each environment, besides those in the stack's brackets
   * @param jar that measures it; absent: the one that runs
   * @param jvmArgs more flags of its forks
   * @param work what each trial runs
   * @param known facts of where it is measured: which jar or revision it is
   */
  public record Asked(
      String name,
      String stack,
      Limits limits,
      Optional<String> jar,
      List<String> jvmArgs,
      TrialWork work,
      Map<String, String> known) {
    public Asked {
      // A plan of an earlier version has none.
      known = known == null ? Map.of() : Map.copyOf(known);
    }

    /** Makes one of which nothing else is known. */
    public Asked(
        String name,
        String stack,
        Limits limits,
        Optional<String> jar,
        List<String> jvmArgs,
        TrialWork work) {
      this(name, stack, limits, jar, jvmArgs, work, Map.of());
    }
  }
}
