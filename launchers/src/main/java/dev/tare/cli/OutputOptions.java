package dev.tare.cli;

import dev.tare.report.Export;
import dev.tare.result.Run;
import java.util.List;
import picocli.CommandLine.Option;

/** Where, and in which format, the verbs write that read results. */
final class OutputOptions {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "Where to write; - is standard output (default: standard output; of a page, report.html"
              + " in the run folder, or here).")
  private String output;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description =
          "text, md, csv or json (default: text, of report html); html of report and history; of"
              + " diff and report for other tools: benchfmt (Go's benchstat), openmetrics, bencher,"
              + " and smaller or bigger (github-action-benchmark takes a file for each direction).")
  private Format format;

  /** How results are written. */
  enum Format {
    text,
    md,
    csv,
    json,
    html,
    benchfmt,
    openmetrics,
    bencher,
    smaller,
    bigger;

    /** Writes all that may be judged for another tool, whose format this is. */
    String export(List<Run> runs) {
      return Export.valueOf(name()).of(runs);
    }
  }

  /**
   * Returns the one that was asked for.
   *
   * @param usual where none was
   */
  Format format(Format usual) {
    return format == null ? usual : format;
  }

  /**
   * Returns where to write.
   *
   * @param usual where nothing was said
   */
  Target target(String usual, Inputs inputs) {
    return new Target(output == null ? usual : output, inputs.files());
  }

  /** Refuses a format that the verb does not have. */
  CommandFailure refused(String verb) {
    return new CommandFailure(ExitCode.USAGE, "--format " + format + ": " + verb + " has none");
  }
}
