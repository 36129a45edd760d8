package dev.tare.report;

import dev.tare.result.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of cells as a Markdown table, or as text that is as wide as its paper. */
final class TextTable {
  private final List<Column> columns;
  private final List<Integer> aside;
  private final List<List<String>> rows = new ArrayList<>();

  TextTable(List<Column> columns) {
    this(columns, IntStream.range(1, columns.size()).map(i -> columns.size() - i).boxed().toList());
  }

  /**
   * Makes a table of which some columns matter less than others.
   *
   * @param aside the columns that leave its rows where they do not fit, in that order
   */
  TextTable(List<Column> columns, List<Integer> aside) {
    this.columns = List.copyOf(columns);
    this.aside = List.copyOf(aside);
  }

  /**
   * Returns it as a section's, without the columns in which there is nothing.
   *
   * @param without a column that it has not
   */
  SectionView.Table table(String caption, String without) {
    TextTable plain = new TextTable(columns, aside);
    int left = header().indexOf(without);
    for (List<String> row : rows) {
      List<String> cells = new ArrayList<>(row);
      if (left >= 0) {
        cells.set(left, "");
      }
      plain.add(cells);
    }
    TextTable kept = plain.compact();
    return new SectionView.Table(caption, kept.columns, List.copyOf(kept.rows));
  }

  void add(List<String> cells) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(
          cells.size() + " cells for " + columns.size() + " columns");
    }
    rows.add(List.copyOf(cells));
  }

  /** Returns the same table without the columns in which no row has anything. */
  TextTable compact() {
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      int column = i;
      if (rows.stream().anyMatch(row -> !row.get(column).matches("-?"))) {
        kept.add(i);
      }
    }
    List<Integer> out = aside.stream().filter(kept::contains).map(kept::indexOf).toList();
    TextTable compact = new TextTable(kept.stream().map(columns::get).toList(), out);
    rows.forEach(row -> compact.add(kept.stream().map(row::get).toList()));
    return compact;
  }

  /** Aligned text; each line is indented and without blanks at its end. */
  String text(String indent, Paper paper) {
    return new AlignedText(compact(), indent, paper).toString();
  }

  String markdown() {
    TextTable table = compact();
    StringBuilder text = new StringBuilder();
    text.append("| ").append(String.join(" | ", table.header())).append(" |\n|");
    for (Column column : table.columns) {
      text.append(column.numbers() ? " ---: |" : " --- |");
    }
    text.append('\n');
    for (List<String> row : table.rows) {
      List<String> escaped = row.stream().map(OneLine::inMarkdown).toList();
      text.append("| ").append(String.join(" | ", escaped)).append(" |\n");
    }
    return text.toString();
  }

  List<String> header() {
    return columns.stream().map(Column::title).toList();
  }

  String title(int column) {
    return columns.get(column).title();
  }

  List<List<String>> rows() {
    return rows;
  }

  List<Integer> aside() {
    return aside;
  }

  boolean isNumber(int column) {
    return columns.get(column).numbers();
  }
}
