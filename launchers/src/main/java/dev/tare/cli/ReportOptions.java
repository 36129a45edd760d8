package dev.tare.cli;

import dev.tare.report.ManyRunsReport;
import dev.tare.result.io.AtomicFile;
import java.io.PrintWriter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Describes how and where verbs show what many runs together tell. */
final class ReportOptions {
  @Mixin private OutputOptions output;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: as -o's name ends, else text).")
  private Shown said;

  private enum Shown {
    text,
    md,
    csv,
    json,
    html
  }

  Target target(Inputs inputs) {
    return output.target(Target.STANDARD_OUTPUT, inputs);
  }

  boolean isCsv() {
    return output.format(said, Shown.text) == Shown.csv;
  }

  void write(ManyRunsReport report, Target target, PrintWriter standard) {
    AtomicFile.Text text =
        switch (output.format(said, Shown.text)) {
          case text -> out -> out.write(report.report(false).text(target.paper()));
          case md -> out -> out.write(report.report(false).markdown());
          case csv -> out -> out.write(report.csv());
          case json -> out -> out.write(report.report(true).json());
          case html -> report.report(true)::html;
        };
    target.write(text, standard);
  }
}
