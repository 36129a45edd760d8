package dev.tare.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table as lines that are no longer than the paper is wide. Where all of it does not fit, cells
 * of words are wrapped; then the last words go below their row; then the first cell stands above
 * its row, and one column after the other goes below it. Only where two columns do not fit beside
 * each other each row becomes a block of lines.
 */
final class AlignedText {
  private static final String GAP = "  ";

  /** A word that is longer is broken, and a column of words is no narrower. */
  private static final int LEAST = 12;

  private final TextTable table;
  private final String indent;
  private final Paper paper;
  private final StringBuilder text = new StringBuilder();

  AlignedText(TextTable table, String indent, Paper paper) {
    this.table = table;
    this.indent = indent;
    this.paper = paper;
    if (!laidOut()) {
      table.rows().forEach(this::block);
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /** Tries one way after the other, the best first. */
  private boolean laidOut() {
    List<Integer> aside = table.aside();
    int all = table.header().size();
    boolean words = all > 1 && !table.isNumber(all - 1);
    if (laidOut(indent, 0, Set.of()) || words && laidOut(indent, 0, Set.of(all - 1))) {
      return true;
    }
    for (int out = words ? 1 : 0; out <= aside.size() && all - 1 - out > 1; out++) {
      if (laidOut(indent + GAP, 1, Set.copyOf(aside.subList(0, out)))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Lays it out, where it fits.
   *
   * @param margin of the rows
   * @param first column of the rows; what lies before it stands above them
   * @param below columns that go below their row
   */
  private boolean laidOut(String margin, int first, Set<Integer> below) {
    List<Integer> columns =
        IntStream.range(first, table.header().size())
            .filter(column -> !below.contains(column))
            .boxed()
            .toList();
    int[] widths = columns.stream().mapToInt(this::width).toArray();
    if (!shrink(margin, columns, widths)) {
      return false;
    }
    if (first > 0) {
      above(table.header(), "");
    }
    line(margin, table.header(), columns, widths);
    String before = "";
    for (List<String> row : table.rows()) {
      if (first > 0) {
        above(row, before);
        before = row.get(0);
      }
      line(margin, row, columns, widths);
      String rest = rest(row, below);
      if (!rest.isEmpty()) {
        String inner = margin + GAP + GAP;
        wrap(rest, paper.columns() - inner.length()).forEach(part -> append(inner, part));
      }
    }
    return true;
  }

  private int width(int column) {
    int width = table.title(column).length();
    for (List<String> row : table.rows()) {
      width = Math.max(width, row.get(column).length());
    }
    return width;
  }

  /** The first cell, unless it is what the row before has. */
  private void above(List<String> row, String before) {
    if (!row.get(0).isEmpty() && !row.get(0).equals(before)) {
      wrap(row.get(0), paper.columns() - indent.length()).forEach(part -> append(indent, part));
    }
  }

  /**
   * Returns what goes below a row: behind its column's name, but the last words, which say it
   * themselves.
   */
  private String rest(List<String> row, Set<Integer> below) {
    int last = row.size() - 1;
    return below.stream()
        .sorted()
        .filter(column -> !row.get(column).matches("-?"))
        .map(
            column ->
                column == last && !table.isNumber(last)
                    ? row.get(column)
                    : name(column) + " " + row.get(column))
        .collect(Collectors.joining("; "));
  }

  /** Tells columns apart: of two with one name the second is told by the one before it too. */
  private String name(int column) {
    String name = table.title(column);
    return Collections.frequency(table.header(), name) > 1
        ? table.title(column - 1) + " " + name
        : name;
  }

  /**
   * Takes from the widest column of words until the table fits.
   *
   * @return whether it does
   */
  private boolean shrink(String margin, List<Integer> columns, int[] widths) {
    long excess = margin.length() - paper.columns() + (long) GAP.length() * (widths.length - 1);
    for (int width : widths) {
      excess += width;
    }
    for (; excess > 0; excess--) {
      int widest = -1;
      for (int i = 0; i < widths.length; i++) {
        boolean wider = widest < 0 || widths[i] > widths[widest];
        int column = columns.get(i);
        if (!table.isNumber(column) && widths[i] > least(column) && wider) {
          widest = i;
        }
      }
      if (widest < 0) {
        return false;
      }
      widths[widest]--;
    }
    return true;
  }

  /** Names and notes of a few letters a line are harder to read than the next best way. */
  private int least(int column) {
    boolean atEnds = column == 0 || column == table.header().size() - 1;
    return atEnds ? Math.max(LEAST, paper.columns() / 4) : LEAST;
  }

  private void line(String margin, List<String> row, List<Integer> columns, int[] widths) {
    List<String> cells = columns.stream().map(row::get).toList();
    List<List<String>> wrapped = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      wrapped.add(wrap(cells.get(i), widths[i]));
    }
    int lines = wrapped.stream().mapToInt(List::size).max().orElse(1);
    for (int l = 0; l < lines; l++) {
      StringBuilder line = new StringBuilder(margin);
      for (int i = 0; i < widths.length; i++) {
        String part = l < wrapped.get(i).size() ? wrapped.get(i).get(l) : "";
        String blanks = " ".repeat(widths[i] - part.length());
        String shown = VerdictColour.of(cells.get(i), part, paper);
        line.append(i == 0 ? "" : GAP);
        line.append(table.isNumber(columns.get(i)) ? blanks + shown : shown + blanks);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
  }

  /** The first cell, then the others that say something, each behind its column's name. */
  private void block(List<String> row) {
    wrap(row.get(0), paper.columns() - indent.length()).forEach(part -> append(indent, part));
    String inner = indent + GAP;
    int width = paper.columns() - inner.length();
    StringBuilder line = new StringBuilder();
    int used = 0;
    for (int i = 1; i < row.size(); i++) {
      String cell = row.get(i);
      if (!cell.matches("-?")) {
        String name = table.title(i) + " ";
        int length = name.length() + cell.length();
        if (used > 0 && used + GAP.length() + length > width) {
          append(inner, line.toString());
          line.setLength(0);
          used = 0;
        }
        String shown = name + VerdictColour.of(cell, cell, paper);
        if (length > width) {
          wrap(name + cell, width).forEach(part -> append(inner, part));
        } else {
          line.append(used == 0 ? "" : GAP).append(shown);
          used += (used == 0 ? 0 : GAP.length()) + length;
        }
      }
    }
    if (used > 0) {
      append(inner, line.toString());
    }
  }

  private void append(String margin, String part) {
    text.append(margin).append(part.stripTrailing()).append('\n');
  }

  /** Broken between words, and inside of those that are longer than a line. */
  private static List<String> wrap(String cell, int width) {
    List<String> lines = new ArrayList<>();
    String rest = cell;
    while (rest.length() > width) {
      int blank = rest.lastIndexOf(' ', width);
      int end = blank > 0 ? blank : breakInside(rest, width);
      lines.add(rest.substring(0, end).stripTrailing());
      rest = rest.substring(end).stripLeading();
    }
    lines.add(rest);
    return lines;
  }

  /** Behind a bracket, comma or dot where there is one; never inside of a pair of surrogates. */
  private static int breakInside(String word, int width) {
    for (int end = width; end > width / 2; end--) {
      if ("(,./=".indexOf(word.charAt(end - 1)) >= 0) {
        return end;
      }
    }
    return Character.isHighSurrogate(word.charAt(width - 1)) && width > 1 ? width - 1 : width;
  }
}
