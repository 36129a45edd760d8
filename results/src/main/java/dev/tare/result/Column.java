package dev.tare.result;

/**
 * Describes a column of a table.
 *
 * @param title stands above it
 * @param numbers whether its cells are figures, which a view aligns at their right ends
 */
public record Column(String title, boolean numbers) {
  /** Makes one of words. */
  public static Column text(String title) {
    return new Column(title, false);
  }

  /** Makes one of figures. */
  public static Column number(String title) {
    return new Column(title, true);
  }
}
