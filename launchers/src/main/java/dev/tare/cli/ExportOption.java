package dev.tare.cli;

import dev.tare.report.Paper;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** The files in which other tools are told what a gate has judged. */
final class ExportOption {
  private static final String EXPORT = "--export";

  @Option(
      names = EXPORT,
      paramLabel = "FORMAT=FILE",
      description =
          "Write the comparison too, as text, md, csv or json, or what was compared for another"
              + " tool, as benchfmt, openmetrics, bencher, smaller or bigger; may be repeated.")
  private Map<OutputOptions.Format, Path> files = new TreeMap<>();

  Collection<Path> files() {
    return files.values();
  }

  /** Refuses, before anything is measured for it, what could not be written. */
  void check() {
    for (Path file : files.values()) {
      GateCommand.checkFolder(EXPORT, file);
    }
    if (files.containsKey(OutputOptions.Format.html)) {
      throw ComparisonText.withoutPage();
    }
  }

  void write(ComparisonText text) {
    files.forEach((format, file) -> GateCommand.write(EXPORT, file, text.as(format, Paper.PLAIN)));
  }
}
