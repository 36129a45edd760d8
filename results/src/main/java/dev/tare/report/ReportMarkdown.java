package dev.tare.report;

import java.util.List;
import java.util.stream.Collectors;

/** A report as Markdown: the answer, what stands out, then the tables. */
final class ReportMarkdown {
  private final ReportData data;
  private final StringBuilder text = new StringBuilder();

  private ReportMarkdown(ReportData data) {
    this.data = data;
  }

  static String of(ReportData data) {
    ReportMarkdown markdown = new ReportMarkdown(data);
    markdown.overview();
    new ReportTables(data, false).all().forEach(markdown::table);
    data.sections().forEach(section -> markdown.text.append(SectionMarkdown.of(section)));
    markdown.text.append(StudyMarkdown.of(data.studies()));
    return markdown.text.toString();
  }

  private void overview() {
    text.append("# ").append(OneLine.inMarkdown(data.question())).append("\n\n");
    text.append("**").append(OneLine.inMarkdown(data.answer())).append("**");
    text.append(data.next() == null ? "" : " " + OneLine.inMarkdown(data.next())).append("\n\n");
    String places =
        data.places().stream().map(ReportData.Environment::label).collect(Collectors.joining(", "));
    text.append(OneLine.inMarkdown(data.title()));
    if (!data.places().isEmpty()) {
      int count = data.benchmarks().size();
      text.append(": ").append(count).append(count == 1 ? " benchmark" : " benchmarks");
      text.append("; environments: ").append(OneLine.inMarkdown(places));
    }
    text.append('\n');
    if (data.host() != null) {
      text.append("\nMeasured on ").append(OneLine.inMarkdown(data.host())).append('\n');
    }
    if (data.started() != null) {
      text.append("\nStarted ").append(data.started()).append('\n');
    }
    if (data.command() != null) {
      text.append("\nCommand: ").append(OneLine.inMarkdown(data.command())).append('\n');
    }
    list("What stands out", data.findings());
    list("Warnings", data.warnings());
  }

  private void list(String heading, List<String> lines) {
    if (!lines.isEmpty()) {
      text.append("\n## ").append(heading).append("\n\n");
      lines.forEach(line -> text.append("- ").append(OneLine.inMarkdown(line)).append('\n'));
    }
  }

  private void table(String heading, TextTable table) {
    text.append("\n## ").append(OneLine.inMarkdown(heading)).append("\n\n");
    text.append(table.markdown());
  }
}
