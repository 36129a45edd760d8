package dev.tare.experiment;

import dev.tare.result.Section;
import java.io.IOException;
import java.util.Optional;

/** An experiment with several environments at once, from what it measures to what it found. */
public interface MeasuredExperiment {
  /** Measures what is not measured yet. */
  void measure() throws IOException, InterruptedException;

  /** Why nothing was measured, one line; absent where anything was. */
  Optional<String> nothing();

  /** Whether nothing failed. */
  boolean isComplete();

  /**
   * What was found, kept in the run folder.
   *
   * @param itselfGuest whether the host is a guest of another one
   */
  Section section(boolean itselfGuest) throws IOException;
}
