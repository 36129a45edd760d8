package dev.tare.report;

/**
 * Holds what a table is printed on.
 *
 * @param columns how wide it is, at least 20
 * @param colours whether verdicts are coloured
 */
public record Paper(int columns, boolean colours) {
  /** Is a file or a pipe: as wide as the table, without colours. */
  public static final Paper PLAIN = new Paper(Integer.MAX_VALUE, false);
}
