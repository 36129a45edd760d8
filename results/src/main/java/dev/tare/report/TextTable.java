package dev.tare.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rows of cells as aligned text or as a Markdown table. */
final class TextTable {
  private final List<String> header;
  private final Set<Integer> right;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param right the columns, from 0, whose cells are numbers
   */
  TextTable(List<String> header, Set<Integer> right) {
    this.header = List.copyOf(header);
    this.right = Set.copyOf(right);
  }

  void add(List<String> cells) {
    if (cells.size() != header.size()) {
      throw new IllegalArgumentException(cells.size() + " cells for " + header.size() + " columns");
    }
    rows.add(List.copyOf(cells));
  }

  /** The same table without the columns in which no row has anything. */
  TextTable compact() {
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      int column = i;
      if (rows.stream().anyMatch(row -> !row.get(column).matches("-?"))) {
        kept.add(i);
      }
    }
    Set<Integer> numbers = new HashSet<>();
    kept.stream().filter(right::contains).forEach(i -> numbers.add(kept.indexOf(i)));
    TextTable compact = new TextTable(kept.stream().map(header::get).toList(), numbers);
    rows.forEach(row -> compact.add(kept.stream().map(row::get).toList()));
    return compact;
  }

  /** Aligned text; each line is indented and without blanks at its end. */
  String text(String indent) {
    int[] widths = widths();
    StringBuilder text = new StringBuilder();
    line(text, indent, header, widths);
    rows.forEach(row -> line(text, indent, row, widths));
    return text.toString();
  }

  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("| ").append(String.join(" | ", header)).append(" |\n|");
    for (int i = 0; i < header.size(); i++) {
      text.append(right.contains(i) ? " ---: |" : " --- |");
    }
    text.append('\n');
    for (List<String> row : rows) {
      List<String> escaped = row.stream().map(MarkdownText::of).toList();
      text.append("| ").append(String.join(" | ", escaped)).append(" |\n");
    }
    return text.toString();
  }

  private void line(StringBuilder text, String indent, List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder(indent);
    for (int i = 0; i < cells.size(); i++) {
      String blanks = " ".repeat(widths[i] - cells.get(i).length());
      line.append(i == 0 ? "" : "  ");
      line.append(right.contains(i) ? blanks + cells.get(i) : cells.get(i) + blanks);
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  private int[] widths() {
    int[] widths = new int[header.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = header.get(i).length();
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return widths;
  }
}
