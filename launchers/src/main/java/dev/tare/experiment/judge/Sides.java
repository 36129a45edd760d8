package dev.tare.experiment.judge;

import dev.tare.experiment.Work;
import dev.tare.launch.Limits;
import dev.tare.result.Judging;
import java.util.List;
import java.util.Optional;

/**
 * What is measured in turn, and how it is judged.
 *
 * @param sides that are compared, the baseline first
 */
public record Sides(List<Asked> sides, Judging judging) {
  public Sides {
    sides = List.copyOf(sides);
  }

  /** A side as it is asked for: see {@link Side}. */
  public record Asked(
      String name,
      String stack,
      Limits limits,
      Optional<String> jar,
      List<String> jvmArgs,
      Work work) {}
}
