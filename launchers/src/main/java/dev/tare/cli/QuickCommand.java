package dev.tare.cli;

import dev.tare.bench.run.Finished;
import dev.tare.report.Report;
import dev.tare.report.SummaryTable;
import dev.tare.result.Run;
import dev.tare.result.io.RunReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures this place, once over, and leaves a complete run folder. */
@Command(
    name = "quick",
    mixinStandardHelpOptions = true,
    description = {
      "Measures this place: every benchmark but the bombs, in at most three minutes.",
      "Leaves a run folder with the raw data, the latencies and the facts of this place.",
    },
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar quick",
      "  java -jar target/benchmarks.jar quick --benchmarks 'cpu|kernel' --out here",
      "",
      "Exit: 0 done; 2 usage, or no benchmark matches; 5 a benchmark failed.",
    })
final class QuickCommand implements Callable<Integer> {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run folder, new or empty (default: results/runs/<id>).")
  private Path out;

  @Option(
      names = "--benchmarks",
      paramLabel = "REGEX",
      defaultValue = ".*",
      description = "Which benchmarks, as JMH matches them (default: all but bombs).")
  private String benchmarks;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      defaultValue = "quick",
      description = "quick, standard or paper: how long, how often, which sizes (default: quick).")
  private Profile profile;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      defaultValue = "text",
      description = "The table as text or md (default: text).")
  private Format format;

  @Spec private CommandSpec spec;

  /** How the table is printed. */
  enum Format {
    text,
    md
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    QuickRun run = new QuickRun(profile, benchmarks, out, err);
    List<Finished> failed = run.measure();
    if (run.hasResults()) {
      print(run);
    }
    for (Finished benchmark : failed) {
      err.println("tare: " + benchmark.name() + " failed: " + benchmark.failure());
    }
    return failed.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private void print(QuickRun run) throws IOException {
    Run results = RunReader.readWithLatencies(run.folder());
    Path page = run.folder().resolve("report.html");
    Files.writeString(page, new Report(List.of(results)).html());
    SummaryTable table = new SummaryTable(results);
    PrintWriter out = spec.commandLine().getOut();
    out.println();
    out.print(format == Format.md ? table.markdown() : table.text());
    run.caveats().forEach(out::println);
    out.println("Run folder: " + run.folder());
    out.println("Report:     " + page);
    out.flush();
  }
}
