package dev.tare.experiment;

/** Is told of a visit as it happens, from the visit's own threads. */
public interface VisitListener {
  /** Something happened inside. */
  default void event(VisitEvent event) {}

  /** A line that JMH, or a fork, printed. */
  default void console(String line) {}
}
