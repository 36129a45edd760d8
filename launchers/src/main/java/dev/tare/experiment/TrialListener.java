package dev.tare.experiment;

/** Is told of a trial as it happens, from the trial's own threads. */
public interface TrialListener {
  /** Something happened inside. */
  default void event(TrialEvent event) {}

  /**
   * A JVM crashed in an emulated guest, and is run again: once.
   *
   * @param run the benchmark, by {@link dev.tare.result.SeriesKey#runId()}; {@link
   *     TrialOutcome#NO_RUN} where the trial itself crashed and none ran
   */
  default void again(String run, String why) {}

  /** Takes a line that JMH, or a fork, printed. */
  default void console(String line) {}
}
