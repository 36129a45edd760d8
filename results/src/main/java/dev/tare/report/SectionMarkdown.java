package dev.tare.report;

/**
 * Writes what an experiment found, as Markdown and as plain text: its tables, which hold its
 * curves.
 */
final class SectionMarkdown {
  private SectionMarkdown() {}

  static String of(SectionView section) {
    StringBuilder text = new StringBuilder("\n## ").append(OneLine.inMarkdown(section.title()));
    text.append("\n\n").append(OneLine.inMarkdown(section.lead())).append('\n');
    for (SectionView.Table table : section.tables()) {
      text.append("\n### ").append(OneLine.inMarkdown(table.caption())).append("\n\n");
      text.append(table(table).markdown());
    }
    if (!section.notes().isEmpty()) {
      text.append('\n');
      section
          .notes()
          .forEach(note -> text.append("- ").append(OneLine.inMarkdown(note)).append('\n'));
    }
    return text.toString();
  }

  /** Returns the same for a terminal. */
  static String text(SectionView section, Paper paper) {
    StringBuilder text = new StringBuilder();
    for (SectionView.Table table : section.tables()) {
      text.append(OneLine.of(table.caption())).append('\n').append(table(table).text("  ", paper));
      text.append('\n');
    }
    section.notes().forEach(note -> text.append(OneLine.of(note)).append('\n'));
    return text.toString();
  }

  private static TextTable table(SectionView.Table table) {
    TextTable rows = new TextTable(table.columns());
    table.rows().forEach(row -> rows.add(row.stream().map(OneLine::of).toList()));
    return rows;
  }
}
