package dev.tare.report;

import dev.tare.stats.Verdict;
import java.util.Map;

/** The colour of a verdict on a terminal: red is worse, green is better, yellow is not known. */
final class VerdictColour {
  private static final String PLAIN = "\u001b[0m";
  private static final Map<Verdict, String> COLOURS =
      Map.of(
          Verdict.REGRESSED, "\u001b[31m",
          Verdict.IMPROVED, "\u001b[32m",
          Verdict.INCONCLUSIVE, "\u001b[33m",
          Verdict.NOT_COMPARABLE, "\u001b[33m",
          Verdict.MISSING, "\u001b[31m");

  private VerdictColour() {}

  /**
   * A part of a cell, coloured where the cell is a verdict.
   *
   * @param cell all of it
   */
  static String of(String cell, String part, Paper paper) {
    if (!paper.colours() || part.isEmpty()) {
      return part;
    }
    return COLOURS.entrySet().stream()
        .filter(one -> says(cell, one.getKey()))
        .findFirst()
        .map(one -> one.getValue() + part + PLAIN)
        .orElse(part);
  }

  private static boolean says(String cell, Verdict verdict) {
    return cell.equals(verdict.label()) || cell.startsWith(verdict.label() + " (");
  }
}
