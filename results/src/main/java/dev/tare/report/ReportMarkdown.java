package dev.tare.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A report as Markdown: what stands out, then a table for each subject. */
final class ReportMarkdown {
  private static final List<String> ALONE =
      List.of("benchmark", "score", "95 % interval", "forks", "also", "warnings");
  private static final List<String> COMPARED =
      List.of(
          "benchmark",
          "environment",
          "score",
          "95 % interval",
          "ratio",
          "95 % interval",
          "forks",
          "verdict",
          "also",
          "warnings");

  private final ReportData data;
  private final boolean several;
  private final StringBuilder text = new StringBuilder();

  private ReportMarkdown(ReportData data) {
    this.data = data;
    several = data.places().size() > 1;
  }

  static String of(ReportData data) {
    ReportMarkdown markdown = new ReportMarkdown(data);
    markdown.overview();
    markdown.tables();
    markdown.stacks();
    data.sections().forEach(section -> markdown.text.append(SectionMarkdown.of(section)));
    return markdown.text.toString();
  }

  private void overview() {
    text.append("# ").append(MarkdownText.of(OneLine.of(data.title()))).append("\n\n");
    String places =
        data.places().stream().map(ReportData.Place::name).collect(Collectors.joining(", "));
    text.append(data.benchmarks().size()).append(" benchmarks; environments: ");
    text.append(MarkdownText.of(places)).append('\n');
    if (data.started() != null) {
      text.append("\nStarted ").append(data.started()).append('\n');
    }
    list("What stands out", data.findings());
    list("Warnings", data.warnings());
  }

  private void list(String heading, List<String> lines) {
    if (!lines.isEmpty()) {
      text.append("\n## ").append(heading).append("\n\n");
      lines.forEach(
          line -> text.append("- ").append(MarkdownText.of(OneLine.of(line))).append('\n'));
    }
  }

  private void tables() {
    Map<String, TextTable> subjects = new TreeMap<>();
    for (ReportData.Entry entry : data.benchmarks()) {
      TextTable table = subjects.computeIfAbsent(entry.subject(), subject -> table());
      entry.sides().forEach(side -> table.add(cells(entry, side)));
    }
    subjects.forEach(
        (subject, table) ->
            text.append("\n## ")
                .append(subject.isEmpty() ? "Benchmarks" : MarkdownText.of(subject))
                .append("\n\n")
                .append(table.markdown()));
  }

  private TextTable table() {
    return several
        ? new TextTable(COMPARED, Set.of(2, 3, 4, 5, 6))
        : new TextTable(ALONE, Set.of(1, 2, 3));
  }

  private List<String> cells(ReportData.Entry entry, ReportData.Side side) {
    ReportData.Ratio ratio = side.ratio();
    List<String> cells = new ArrayList<>(List.of(entry.name()));
    if (several) {
      cells.add(data.places().get(side.place()).name());
    }
    cells.add(side.score().text());
    cells.add(side.score().interval());
    if (several) {
      cells.add(ratio == null ? "-" : ratio.text());
      cells.add(ratio == null ? "-" : ratio.interval());
    }
    cells.add(String.valueOf(side.score().forks()));
    if (several) {
      cells.add(ratio == null || ratio.verdict() == null ? "-" : ratio.verdict());
    }
    cells.add(
        side.others().stream()
            .map(other -> other.metric() + " " + other.figure().text())
            .collect(Collectors.joining(", ")));
    cells.add(String.join("; ", side.warnings()));
    return cells;
  }

  private void stacks() {
    if (data.stacks().isEmpty()) {
      return;
    }
    TextTable table =
        new TextTable(
            List.of("stack", "benchmark", "step", "ratio", "95 % interval", "forks"),
            Set.of(3, 4, 5));
    for (ReportData.Stack stack : data.stacks()) {
      for (ReportData.Step step : stack.steps()) {
        table.add(
            List.of(
                stack.stack(),
                stack.name(),
                step.label(),
                step.ratio().text(),
                step.ratio().interval(),
                step.ratio().forks()));
      }
    }
    text.append("\n## What each layer costs\n\n").append(table.markdown());
  }
}
