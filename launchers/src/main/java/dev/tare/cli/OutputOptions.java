package dev.tare.cli;

import picocli.CommandLine.Option;

/** Describes where the verbs write that read results. */
final class OutputOptions {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "Where to write; - is standard output (default: standard output; of a page of report,"
              + " report.html in the run folder, or here).")
  private String output;

  /**
   * Returns where to write.
   *
   * @param usual where nothing was said
   */
  Target target(String usual, Inputs inputs) {
    return new Target(output == null ? usual : output, inputs.files());
  }
}
