package dev.tare.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table as lines that are no longer than the paper is wide: cells of words are wrapped; where
 * that is not enough, each row becomes a block of lines, its first cell above the others.
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
    int all = table.header().size();
    int[] widths = widths(all);
    if (shrink(widths)) {
      rows(widths);
    } else if (all > 1 && !table.isNumber(all - 1) && shrink(widths = widths(all - 1))) {
      rows(widths);
    } else {
      table.rows().forEach(this::block);
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /** Returns those of so many columns from the left. */
  private int[] widths(int columns) {
    int[] widths = new int[columns];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = table.header().get(i).length();
      for (List<String> row : table.rows()) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return widths;
  }

  private void rows(int[] widths) {
    line(table.header(), widths);
    String inner = indent + GAP + GAP;
    for (List<String> row : table.rows()) {
      line(row, widths);
      if (widths.length < row.size() && !row.get(widths.length).matches("-?")) {
        wrap(row.get(widths.length), paper.columns() - inner.length())
            .forEach(part -> append(inner, part));
      }
    }
  }

  /**
   * Takes from the widest column of words until the table fits.
   *
   * @return whether it does
   */
  private boolean shrink(int[] widths) {
    long excess = indent.length() - paper.columns() + (long) GAP.length() * (widths.length - 1);
    for (int width : widths) {
      excess += width;
    }
    for (; excess > 0; excess--) {
      int widest = -1;
      for (int i = 0; i < widths.length; i++) {
        boolean wider = widest < 0 || widths[i] > widths[widest];
        if (!table.isNumber(i) && widths[i] > LEAST && wider) {
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

  private void line(List<String> cells, int[] widths) {
    List<List<String>> wrapped = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      wrapped.add(wrap(cells.get(i), widths[i]));
    }
    int lines = wrapped.stream().mapToInt(List::size).max().orElse(1);
    for (int l = 0; l < lines; l++) {
      StringBuilder line = new StringBuilder(indent);
      for (int i = 0; i < widths.length; i++) {
        String part = l < wrapped.get(i).size() ? wrapped.get(i).get(l) : "";
        String blanks = " ".repeat(widths[i] - part.length());
        String shown = VerdictColour.of(cells.get(i), part, paper);
        line.append(i == 0 ? "" : GAP);
        line.append(table.isNumber(i) ? blanks + shown : shown + blanks);
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
        String name = table.header().get(i) + " ";
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
