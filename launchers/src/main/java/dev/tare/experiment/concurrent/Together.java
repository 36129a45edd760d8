package dev.tare.experiment.concurrent;

import dev.tare.experiment.Outcome;
import java.util.List;

/** Describes what came of a turn in which several environments measured at the same time. */
public interface Together extends Outcome {
  /** Returns what is known of all of them. */
  ConcurrentOutcome together();

  /** Tells whether figures are taken of it. */
  default boolean counts() {
    return together().counts();
  }

  @Override
  default List<String> failures() {
    return together().failures();
  }

  @Override
  default boolean failed() {
    return together().failed();
  }

  @Override
  default boolean measured() {
    return together().measured();
  }

  @Override
  default boolean emulated() {
    return together().emulated();
  }
}
