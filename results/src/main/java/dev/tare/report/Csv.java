package dev.tare.report;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Collects lines of CSV as RFC 4180 has them. A name that a spreadsheet would take for a formula
 * has an apostrophe before it, and what would steer a terminal is its number.
 */
final class Csv {
  private static final String FORMULA = "=+-@\t\r";

  private final StringBuilder text = new StringBuilder();

  /**
   * @param header the first line
   */
  Csv(String header) {
    text.append(header).append("\r\n");
  }

  void line(List<String> cells) {
    text.append(cells.stream().map(Csv::quoted).collect(Collectors.joining(","))).append("\r\n");
  }

  private static String quoted(String text) {
    boolean formula = text.length() > 1 && FORMULA.indexOf(text.charAt(0)) >= 0 && !isNumber(text);
    String cell = OneLine.uncontrolled(formula ? "'" + text : text);
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  private static boolean isNumber(String text) {
    try {
      Double.parseDouble(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return OneLine.encodable(text.toString());
  }
}
