package dev.tare.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A report for a terminal: its tables, what speaks against them, and last what it comes to. */
final class ReportText {
  private ReportText() {}

  static String of(ReportData data, Paper paper) {
    StringBuilder text = new StringBuilder();
    if (data.sections().isEmpty()) {
      new ReportTables(data, true)
          .all()
          .forEach(
              (heading, table) ->
                  text.append(heading).append('\n').append(table.text("  ", paper)).append('\n'));
    }
    for (SectionView section : data.sections()) {
      text.append(SectionMarkdown.text(section, paper));
    }
    text.append(StudyMarkdown.text(data.studies(), !data.sections().isEmpty()));
    legend(data).forEach(line -> text.append(line).append('\n'));
    if (data.sections().isEmpty()) {
      data.warnings()
          .forEach(line -> text.append("warning: ").append(OneLine.of(line)).append('\n'));
    }
    conclusion(data).forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  private static List<String> legend(ReportData data) {
    List<String> lines = new ArrayList<>();
    if (data.host() != null) {
      String places =
          data.places().stream()
              .map(ReportData.Environment::label)
              .collect(Collectors.joining(", "));
      lines.add("Measured on " + data.host() + (places.isEmpty() ? "" : ": " + places));
    }
    if (data.compared() && data.sections().isEmpty()) {
      lines.add(
          "Ratios are to "
              + data.places().get(0).name()
              + ": above 1\u00d7 is worse, whichever way"
              + " the score counts.");
    }
    return lines;
  }

  /** The answer, and what would tell more. */
  static List<String> conclusion(ReportData data) {
    List<String> lines = new ArrayList<>(List.of(OneLine.of(data.answer())));
    if (data.next() != null) {
      lines.add(OneLine.of(data.next()));
    }
    return lines;
  }
}
