package dev.tare.experiment;

/** Is told of a visit as it happens, from the visit's own threads. */
public interface VisitListener {
  /** Something happened inside. */
  default void event(VisitEvent event) {}

  /**
   * A JVM crashed in an emulated guest, and is run again: once.
   *
   * @param run the benchmark, by {@link dev.tare.result.SeriesKey#runId()}; {@link
   *     VisitOutcome#NO_RUN} where the visit itself crashed and none ran
   */
  default void again(String run, String why) {}

  /** A line that JMH, or a fork, printed. */
  default void console(String line) {}
}
