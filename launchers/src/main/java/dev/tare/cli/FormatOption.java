package dev.tare.cli;

import dev.tare.report.Report;
import picocli.CommandLine.Option;

/** Describes how a verb prints what it found. */
final class FormatOption {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "The tables as text or md (default: text).")
  private Markup format;

  /** Describes how the tables are printed. */
  private enum Markup {
    text,
    md
  }

  String text(Report report) {
    return format == Markup.md ? report.markdown() : report.text(StandardOutput.paper());
  }
}
