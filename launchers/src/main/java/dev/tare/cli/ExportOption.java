package dev.tare.cli;

import dev.tare.report.Paper;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The files in which other tools are told what was compared. */
final class ExportOption {
  private static final String EXPORT = "--export";

  @Option(
      names = EXPORT,
      paramLabel = "FORMAT=FILE",
      description =
          "Write the comparison too, as text, md, csv or json, or what was compared for another"
              + " tool, as benchfmt, openmetrics, bencher, smaller or bigger; may be repeated.")
  private Map<ComparisonText.Format, Path> files = new TreeMap<>();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec verb;

  /** Refuses what could not be written, or is among what is taken, where it then is. */
  void check(List<Path> taken) {
    OptionSpec option = verb.findOption(EXPORT);
    if (option.originalStringValues().size() > files.size()) {
      throw new UsageFailure(EXPORT + ": a format once");
    }
    files.forEach(
        (format, file) -> {
          Target.checkNamed(EXPORT + " " + format + "=", file.toString());
          Target.check(EXPORT, file, taken);
        });
  }

  /** Tells whether any of them holds verdicts. */
  boolean judges() {
    return files.keySet().stream().anyMatch(ComparisonText.Format::judges);
  }

  Collection<Path> files() {
    return files.values();
  }

  void write(ComparisonText text) {
    files.forEach((format, file) -> VerdictFiles.write(EXPORT, file, text.as(format, Paper.PLAIN)));
  }
}
