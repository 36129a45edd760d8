package dev.tare.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Rows of cells as a Markdown table, or as text that is as wide as its paper. */
final class TextTable {
  private final List<String> header;
  private final Set<Integer> right;
  private final List<Integer> aside;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param right the columns, from 0, whose cells are numbers
   */
  TextTable(List<String> header, Set<Integer> right) {
    this(
        header,
        right,
        IntStream.range(0, header.size() - 1).map(i -> header.size() - 1 - i).boxed().toList());
  }

  /**
   * Makes a table of which some columns matter less than others.
   *
   * @param aside the columns that leave its rows where they do not fit, in that order
   */
  TextTable(List<String> header, Set<Integer> right, List<Integer> aside) {
    this.header = List.copyOf(header);
    this.right = Set.copyOf(right);
    this.aside = List.copyOf(aside);
  }

  /**
   * Returns it as a section's, without the columns in which there is nothing.
   *
   * @param without a column that it has not
   */
  SectionView.Table table(String caption, String without) {
    TextTable plain = new TextTable(header, right, aside);
    int left = header.indexOf(without);
    for (List<String> row : rows) {
      List<String> cells = new ArrayList<>(row);
      if (left >= 0) {
        cells.set(left, "");
      }
      plain.add(cells);
    }
    TextTable kept = plain.compact();
    List<String> names =
        IntStream.range(0, kept.header.size())
            .mapToObj(i -> (kept.right.contains(i) ? "#" : "") + kept.header.get(i))
            .toList();
    return new SectionView.Table(caption, names, List.copyOf(kept.rows));
  }

  void add(List<String> cells) {
    if (cells.size() != header.size()) {
      throw new IllegalArgumentException(cells.size() + " cells for " + header.size() + " columns");
    }
    rows.add(List.copyOf(cells));
  }

  /** Returns the same table without the columns in which no row has anything. */
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
    List<Integer> out = aside.stream().filter(kept::contains).map(kept::indexOf).toList();
    TextTable compact = new TextTable(kept.stream().map(header::get).toList(), numbers, out);
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
    text.append("| ").append(String.join(" | ", table.header)).append(" |\n|");
    for (int i = 0; i < table.header.size(); i++) {
      text.append(table.right.contains(i) ? " ---: |" : " --- |");
    }
    text.append('\n');
    for (List<String> row : table.rows) {
      List<String> escaped = row.stream().map(OneLine::inMarkdown).toList();
      text.append("| ").append(String.join(" | ", escaped)).append(" |\n");
    }
    return text.toString();
  }

  List<String> header() {
    return header;
  }

  List<List<String>> rows() {
    return rows;
  }

  List<Integer> aside() {
    return aside;
  }

  boolean isNumber(int column) {
    return right.contains(column);
  }
}
