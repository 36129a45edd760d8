package dev.tare.report;

/** Is what many runs together tell, in whatever form it is asked for. */
public interface ManyRunsReport {
  /**
   * Returns all that text and pages are written from.
   *
   * @param drawn whether it is for what shows drawings, which text does not
   */
  Report report(boolean drawn);

  /** Returns its figures, a line each. */
  String csv();
}
