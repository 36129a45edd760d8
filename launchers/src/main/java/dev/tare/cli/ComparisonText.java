package dev.tare.cli;

import dev.tare.compare.Compared;
import dev.tare.report.ComparisonCsv;
import dev.tare.report.ComparisonJson;
import dev.tare.report.ComparisonTable;
import dev.tare.report.Paper;
import dev.tare.result.Run;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is written of runs that were compared, the first with each of the others.
 *
 * @param all the comparisons
 * @param runs all that were compared
 */
record ComparisonText(List<Compared> all, List<Run> runs) {

  static CommandFailure withoutPage() {
    return new CommandFailure(ExitCode.USAGE, "html: a comparison has no page; report makes one");
  }

  /**
   * Writes it.
   *
   * @param paper of a text
   * @throws CommandFailure for a page: a comparison has none
   */
  String as(OutputOptions.Format format, Paper paper) {
    return switch (format) {
      case text ->
          all.stream()
              .map(one -> new ComparisonTable(one).text(paper))
              .collect(Collectors.joining("\n"));
      case md ->
          all.stream()
              .map(one -> new ComparisonTable(one).markdown())
              .collect(Collectors.joining("\n"));
      case csv -> ComparisonCsv.of(all);
      case json -> ComparisonJson.of(all);
      case html -> throw withoutPage();
      default -> format.export(runs);
    };
  }
}
