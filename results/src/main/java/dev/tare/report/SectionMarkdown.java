package dev.tare.report;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes what an experiment found, as Markdown and as plain text: its tables, which hold its
 * curves.
 */
final class SectionMarkdown {
  private static final List<String> BESIDE = List.of("claim", "study", "there", "here", "verdict");

  /** A terminal is for what was measured. */
  private static final String OTHERS =
      " figures of theirs are of what was not measured here: the page has them\n";

  private SectionMarkdown() {}

  static String of(SectionView section) {
    StringBuilder text = new StringBuilder("\n## ").append(OneLine.inMarkdown(section.title()));
    text.append("\n\n").append(OneLine.inMarkdown(section.lead())).append('\n');
    for (SectionView.Table table : section.tables()) {
      text.append("\n### ").append(OneLine.inMarkdown(table.caption())).append("\n\n");
      text.append(table(table).markdown());
    }
    if (!section.studies().isEmpty()) {
      text.append("\n### The studies\n\n").append(studies(section).markdown());
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
    if (!section.studies().isEmpty()) {
      text.append("The studies\n");
      section.studies().stream()
          .filter(SectionView.Study::measured)
          .forEach(one -> text.append(lines(one)));
      long others = section.studies().stream().filter(one -> !one.measured()).count();
      text.append(others == 0 ? "" : "  " + others + OTHERS).append('\n');
    }
    section.notes().forEach(note -> text.append(OneLine.of(note)).append('\n'));
    return text.toString();
  }

  /** A table of them would be wider than a terminal. */
  private static String lines(SectionView.Study one) {
    return "  %s: %s\n    there: %s\n    here:  %s: %s\n"
        .formatted(
            OneLine.of(one.source()),
            OneLine.of(one.claim()),
            OneLine.of(one.theirs()),
            OneLine.of(one.ours()),
            OneLine.of(one.verdict()));
  }

  private static TextTable table(SectionView.Table table) {
    Set<Integer> numbers =
        IntStream.range(0, table.header().size())
            .filter(column -> table.header().get(column).startsWith("#"))
            .boxed()
            .collect(Collectors.toSet());
    List<String> header = table.header().stream().map(name -> name.replaceFirst("^#", "")).toList();
    TextTable rows = new TextTable(header, numbers);
    table.rows().forEach(row -> rows.add(row.stream().map(OneLine::of).toList()));
    return rows;
  }

  private static TextTable studies(SectionView section) {
    TextTable rows = new TextTable(BESIDE, Set.of());
    for (SectionView.Study one : section.studies()) {
      rows.add(List.of(one.claim(), one.source(), one.theirs(), one.ours(), one.verdict()));
    }
    return rows;
  }
}
