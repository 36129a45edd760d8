package dev.tare.cli;

import dev.tare.report.SectionMarkdown;
import dev.tare.result.Section;
import picocli.CommandLine.Option;

/** How a verb prints the tables of a section. */
final class FormatOption {
  @Option(
      names = "--format",
      paramLabel = "NAME",
      defaultValue = "text",
      description = "The tables as text or md (default: text).")
  private QuickCommand.Format format;

  String text(Section section) {
    return format == QuickCommand.Format.md
        ? SectionMarkdown.markdown(section)
        : SectionMarkdown.text(section);
  }
}
