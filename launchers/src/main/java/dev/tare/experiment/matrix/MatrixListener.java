package dev.tare.experiment.matrix;

import dev.tare.result.SeriesKey;
import dev.tare.result.Slot;

/** Is told of a matrix as it happens. */
public interface MatrixListener {
  /**
   * A visit begins, or goes on after the environment was made anew.
   *
   * @param slot the visit
   */
  default void visiting(Slot slot) {}

  /** A benchmark begins, by {@link SeriesKey#runId()}. */
  default void started(String run) {}

  /** A benchmark has ended, or will not be run any more in this visit. */
  default void ended(String run) {}

  /** Something that people should know, one line. */
  default void note(String line) {}
}
