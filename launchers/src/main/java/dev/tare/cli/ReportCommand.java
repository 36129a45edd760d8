package dev.tare.cli;

import dev.tare.compare.CompareOptions;
import dev.tare.report.Export;
import dev.tare.report.Origin;
import dev.tare.report.Report;
import dev.tare.result.Run;
import dev.tare.result.io.AtomicFile;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.Latencies;
import dev.tare.result.io.RunDocument;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.SectionsJson;
import dev.tare.result.io.Sides;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows results, whoever made them. */
@Command(
    name = "report",
    description = {
      "Shows results as one page that works offline, or as text, Markdown, CSV or JSON.",
      "",
      "What is shown is a run folder, one environment of it (RUN:bare), a JMH JSON file"
          + " of any project or a file of hyperfine, Google Benchmark, fio, Go or sysbench"
          + " (plain or .gz), a quoted pattern of files or runs whose forks are one"
          + " side, or - for standard input. A run in results/runs goes by its id. Of several,"
          + " the first is what the others are compared with.",
    },
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar report results/runs/RUN",
      "  java -jar target/benchmarks.jar report before.json after.json -o report.html",
      "  java -jar target/benchmarks.jar report --format md results/runs/RUN",
      "",
      "Exit: 0 shown; 2 usage or bad input; 5 it could not be written.",
    })
final class ReportCommand extends Verb {
  private static final String PAGE = "report.html";

  @Parameters(paramLabel = "RUN|JSON", arity = "1..*", description = "The results to show.")
  private List<String> sides;

  @Mixin private OutputOptions output;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "${COMPLETION-CANDIDATES} (default: as -o's name ends, else html). Other tools read"
              + " benchfmt (Go's benchstat), openmetrics, bencher, and smaller or bigger"
              + " (github-action-benchmark, a file for each direction).")
  private Form said;

  /** Describes how results are shown. */
  private enum Form {
    html,
    text,
    md,
    csv,
    json,
    benchfmt,
    openmetrics,
    bencher,
    smaller,
    bigger
  }

  @Mixin private CalibrationOption calibration;

  private final InputStream standardInput;

  ReportCommand() {
    this(System.in);
  }

  ReportCommand(InputStream standardInput) {
    this.standardInput = standardInput;
  }

  @Override
  public Integer call() {
    Inputs inputs = new Inputs(standardInput, Latencies.READ, err());
    List<Run> runs = inputs.read(sides);
    if (runs.stream().allMatch(run -> run.series().isEmpty())) {
      String why =
          runs.stream()
              .flatMap(run -> run.warnings().stream())
              .findFirst()
              .map("; "::concat)
              .orElse("");
      throw new UsageFailure(sides.get(0) + ": no results in it" + why);
    }
    Form format = output.format(said, Form.html);
    Target target = output.target(format == Form.html ? page() : Target.STANDARD_OUTPUT, inputs);
    Report report = new Report(runs, calibration.calibrations(), origin());
    AtomicFile.Text text =
        switch (format) {
          case html -> report::html;
          case text -> out -> out.write(report.text(target.paper()));
          case md -> out -> out.write(report.markdown());
          case csv -> out -> out.write(report.csv());
          case json -> out -> out.write(report.json());
          default -> {
            String exported = Export.valueOf(format.name()).of(runs, CompareOptions.DEFAULT);
            yield out -> out.write(exported);
          }
        };
    target.write(text, out());
    return ExitCode.DONE;
  }

  private String page() {
    return run().map(run -> run.resolve(PAGE)).orElse(Path.of(PAGE)).toString();
  }

  private Optional<Path> run() {
    return sides.size() == 1 ? Sides.kept(sides.get(0)) : Optional.empty();
  }

  /** Returns what a run says of itself; of several it is nobody's. */
  private Origin origin() {
    Optional<Path> run = run();
    if (run.isEmpty()) {
      return Origin.UNKNOWN;
    }
    try {
      Map<String, String> plan = RunFolder.open(run.get()).document().plan();
      return new Origin(plan.getOrDefault(RunDocument.COMMAND, ""), SectionsJson.read(run.get()));
    } catch (BadInput e) {
      throw new UsageFailure(e.getMessage());
    }
  }
}
