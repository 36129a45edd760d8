package dev.tare.experiment.network;

import dev.tare.experiment.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * Describes what came of a turn of a path beside its benchmarks.
 *
 * @param measured whether any pattern gave something
 * @param lost whether the path could not be had, or fell while it was measured
 * @param emulated whether its guest is emulated
 * @param failures why a pattern, or all of them, gave nothing
 */
public record PathOutcome(boolean measured, boolean lost, boolean emulated, List<String> failures)
    implements Outcome {
  public PathOutcome {
    failures = List.copyOf(failures);
  }

  PathOutcome with(String failure) {
    List<String> all = new ArrayList<>(failures);
    all.add(failure);
    return new PathOutcome(measured, lost, emulated, all);
  }

  /** A pattern that fails leaves the others worth another try. */
  @Override
  public boolean givenUp() {
    return lost;
  }
}
