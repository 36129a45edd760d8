package dev.tare.report;

import java.util.List;
import java.util.stream.Collectors;

/** Collects lines of CSV as RFC 4180 has them. */
final class Csv {
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

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  @Override
  public String toString() {
    return OneLine.encodable(text.toString());
  }
}
