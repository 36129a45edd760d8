package dev.tare.cli;

import dev.tare.report.Export;
import dev.tare.report.Origin;
import dev.tare.report.Paper;
import dev.tare.report.Report;
import dev.tare.result.Run;
import dev.tare.result.io.AtomicFile;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.RunDocument;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
import dev.tare.result.io.SectionsJson;
import dev.tare.result.io.Sides;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows results, whoever made them. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows results as one page that works offline, or as text, Markdown, CSV or JSON.",
      "",
      "What is shown is a run folder, one environment of it (RUN:bare), a JMH JSON file"
          + " of any project or a file of hyperfine, Google Benchmark, fio, Go or sysbench"
          + " (plain or .gz), a quoted pattern whose files are forks of one"
          + " side, or - for standard input. Of several, the first is what the others are"
          + " compared with.",
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
final class ReportCommand implements Callable<Integer> {
  private static final String PAGE = "report.html";

  @Parameters(paramLabel = "RUN|JSON", arity = "1..*", description = "The results to show.")
  private List<String> sides;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "Where to write; - is standard output. Default: report.html in the run"
              + " folder, or here; for the other formats standard output.")
  private String output;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      defaultValue = "html",
      description =
          "html, text, md, csv or json (default: html); or for other tools: benchfmt (Go's"
              + " benchstat), openmetrics, bencher, and smaller or bigger (github-action-benchmark"
              + " takes a file for each direction).")
  private Format format;

  @Mixin private CalibrationOption calibration;

  @Spec private CommandSpec spec;

  private final InputStream standardInput;

  ReportCommand() {
    this(System.in);
  }

  ReportCommand(InputStream standardInput) {
    this.standardInput = standardInput;
  }

  /** How the report is written. */
  enum Format {
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

  @Override
  public Integer call() {
    Target target = new Target(target());
    Target.notOver(sides, Path.of(target.file()));
    List<Run> runs = read();
    Report report = new Report(runs, calibration.calibrations(), origin());
    AtomicFile.Text text =
        format == Format.html ? report::html : out -> out.write(text(report, runs, target.paper()));
    target.write(text, spec.commandLine().getOut());
    return ExitCode.DONE;
  }

  private String text(Report report, List<Run> runs, Paper paper) {
    return switch (format) {
      case text -> report.text(paper);
      case md -> report.markdown();
      case csv -> report.csv();
      case json -> report.json();
      default -> Export.valueOf(format.name()).of(runs);
    };
  }

  private String target() {
    if (output != null) {
      return output;
    }
    if (format != Format.html) {
      return Target.STANDARD_OUTPUT;
    }
    boolean one = sides.size() == 1 && RunReader.isRun(Path.of(sides.get(0)));
    return (one ? Path.of(sides.get(0), PAGE) : Path.of(PAGE)).toString();
  }

  private List<Run> read() {
    Sides reader = Sides.withLatencies(standardInput, this::sayDamaged);
    List<Run> runs = new ArrayList<>();
    try {
      for (String side : sides) {
        runs.add(reader.read(side));
      }
    } catch (BadInput e) {
      throw new CommandFailure(ExitCode.USAGE, e.getMessage());
    }
    if (runs.stream().allMatch(run -> run.series().isEmpty())) {
      throw new CommandFailure(ExitCode.USAGE, sides.get(0) + ": no results in it");
    }
    return runs;
  }

  private void sayDamaged(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("tare: " + line);
    err.flush();
  }

  /** What a run says of itself; of several it is nobody's. */
  private Origin origin() {
    if (sides.size() > 1 || sides.get(0).equals("-") || !RunReader.isRun(Path.of(sides.get(0)))) {
      return Origin.UNKNOWN;
    }
    Path run = Path.of(sides.get(0));
    try {
      String command = RunFolder.open(run).document().plan().getOrDefault(RunDocument.COMMAND, "");
      return new Origin(command, SectionsJson.read(run));
    } catch (BadInput e) {
      throw new CommandFailure(ExitCode.USAGE, e.getMessage());
    }
  }
}
