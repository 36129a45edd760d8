package dev.tare.cli;

import dev.tare.compare.CompareOptions;
import dev.tare.compare.Compared;
import dev.tare.report.ComparisonCsv;
import dev.tare.report.ComparisonJson;
import dev.tare.report.ComparisonTable;
import dev.tare.report.Export;
import dev.tare.report.Paper;
import dev.tare.result.Run;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Describes what is written of runs that were compared, the first with each of the others.
 *
 * @param all the comparisons
 * @param runs all that were compared
 * @param options by which they were
 */
record ComparisonText(List<Compared> all, List<Run> runs, CompareOptions options) {
  /**
   * Describes how it is written: for people and programs, or for another tool, whose format it is.
   */
  enum Format {
    text,
    md,
    csv,
    json,
    benchfmt,
    openmetrics,
    bencher,
    smaller,
    bigger;

    /** Tells whether it holds verdicts, and not what was measured alone. */
    boolean judges() {
      return compareTo(benchfmt) < 0;
    }
  }

  /**
   * Writes it.
   *
   * @param paper of a text
   */
  String as(Format format, Paper paper) {
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
      default -> Export.valueOf(format.name()).of(runs, options);
    };
  }
}
