package dev.tare.cli;

import dev.tare.compare.CompareOptions;
import dev.tare.compare.History;
import dev.tare.report.HistoryReport;
import dev.tare.result.Run;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.Latencies;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says since when something is as it is, over many runs. */
@Command(
    name = "history",
    description = {
      "Shows each benchmark over many runs, and with which run it shifted.",
      "",
      "A run is a run folder or a file that report reads; of a folder that is none, each run folder"
          + " and each .json or .json.gz file in it is one, and what of them is no result is named"
          + " and left out; of a quoted pattern, each that it matches ('runs/*:candidate'). A run"
          + " that is named twice, or by a link too, is one; one that measured nothing is named and"
          + " left out. A run has one value for each benchmark,"
          + " the score over its forks; where these shift is found by E-divisive means, and a shift"
          + " is seen from about the third run after it; fewer than ten runs hardly tell any.",
    },
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar history results/runs",
      "  java -jar target/benchmarks.jar history nightly/ -o history.html",
      "  java -jar target/benchmarks.jar history results/*.json --by revision --filter Prime",
      "",
      "Exit: 0 shown, whatever shifted; 2 usage or bad input; 5 it could not be written.",
    })
final class HistoryCommand extends Verb {
  private static final long SEED = 1;

  @Parameters(
      paramLabel = "DIR|RUN|FILE",
      arity = "1..*",
      description = "The runs, or folders of them; three at least.")
  private List<String> runs;

  @Option(
      names = "--by",
      paramLabel = "ORDER",
      defaultValue = "date",
      description =
          "date: when a run started, or of a file that does not say it, when it was written; name;"
              + " or revision: as git has the commits here whose hash is in the names"
              + " (default: date).")
  private RunOrder.By by;

  @Option(
      names = "--repository",
      paramLabel = "DIR",
      description = "Whose commits --by revision goes by (default: the one here).")
  private Path repository;

  @Mixin private ReportOptions shown;

  @Mixin private ChangeArguments arguments;

  @Override
  public Integer call() throws IOException {
    if (repository != null && by != RunOrder.By.revision) {
      throw new UsageFailure("--repository: no effect without --by revision");
    }
    Inputs inputs = new Inputs(InputStream.nullInputStream(), Latencies.CHECKED, err());
    List<RunOrder.Named> ordered = ordered(inputs);
    Target target = shown.target(inputs);
    List<Run> all = ordered.stream().map(RunOrder.Named::run).toList();
    List<String> names = ordered.stream().map(RunOrder.Named::name).toList();
    CompareOptions options = CommandOptions.judged(arguments.options(), all);
    History history = History.of(all, names, options, SEED);
    arguments.checkNotEmpty(history.tracks().isEmpty(), all);
    arguments.sayIdle(options, all, err());
    HistoryReport report = new HistoryReport(history);
    if (by == RunOrder.By.date && all.stream().anyMatch(run -> run.started().isEmpty())) {
      err().println("tare: files that do not say when they were measured go by their own times");
    }
    if (shown.isCsv()) {
      // It has no place for them.
      report.remarks().forEach(inputs::say);
    }
    shown.write(report, target, out());
    return ExitCode.DONE;
  }

  private List<RunOrder.Named> ordered(Inputs inputs) throws IOException {
    try {
      List<RunOrder.Named> found = RunOrder.found(runs, inputs);
      if (found.size() < 3) {
        throw new UsageFailure(
            "a history takes three runs or more, and there are " + found.size() + ": try diff");
      }
      return RunOrder.of(found, by, repository == null ? Path.of(".") : repository);
    } catch (BadInput e) {
      throw new UsageFailure(e.getMessage());
    }
  }
}
