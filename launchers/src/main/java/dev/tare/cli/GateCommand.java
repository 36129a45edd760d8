package dev.tare.cli;

import dev.tare.compare.Compared;
import dev.tare.compare.Comparer;
import dev.tare.compare.Gate;
import dev.tare.report.GateJUnit;
import dev.tare.report.GateSummary;
import dev.tare.result.Run;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fails where results became worse, for a CI job. */
@Command(
    name = "gate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Fails where a candidate became worse than its baseline, and says how sure that is.",
      "What became better passes, what the forks do not tell is listed. A side is what it is",
      "for diff.",
    },
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar gate base.json new.json",
      "  java -jar target/benchmarks.jar gate --tau 5%% --junit gate.xml base.json new.json",
      "",
      "Exit: 0 nothing regressed; 1 something did; 2 usage or bad input; 3 with --strict,",
      "something is inconclusive; 4 something is missing or cannot be compared; 5 a benchmark",
      "of the candidate failed. Where several hold: 2, 5, 4, 1, 3.",
    })
final class GateCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "BASELINE", description = "What was.")
  private String baseline;

  @Parameters(index = "1", paramLabel = "CANDIDATE", description = "What is to be judged.")
  private String candidate;

  @Mixin private CompareArguments arguments;

  @Option(names = "--strict", description = "Fail where the forks do not tell.")
  private boolean strict;

  @Option(names = "--allow-missing", description = "Pass what only the baseline has.")
  private boolean allowMissing;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write JUnit XML too, a test case for each judged row.")
  private Path junit;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "Write a summary for a pull request too.")
  private Path markdown;

  @Spec private CommandSpec spec;

  private final InputStream standardInput;

  GateCommand() {
    this(System.in);
  }

  GateCommand(InputStream standardInput) {
    this.standardInput = standardInput;
  }

  @Override
  public Integer call() {
    List<Run> runs = CompareArguments.read(List.of(baseline, candidate), standardInput);
    Compared compared = Comparer.compare(runs.get(0), runs.get(1), arguments.options());
    arguments.checkNotEmpty(compared);
    checkJudged(compared);
    Gate gate = new Gate(strict, allowMissing);
    GateSummary summary = new GateSummary(compared, gate);
    if (junit != null) {
      write("--junit", junit, GateJUnit.of(compared, gate));
    }
    if (markdown != null) {
      write("--markdown", markdown, summary.markdown());
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(summary.text());
    out.println(summary.line());
    out.flush();
    return exitCode(runs.get(1), gate.decide(compared));
  }

  private static int exitCode(Run candidate, Gate.Outcome outcome) {
    if (candidate.hasFailures()) {
      return ExitCode.FAILED;
    }
    return switch (outcome) {
      case NOT_COMPARABLE -> ExitCode.NOT_COMPARABLE;
      case REGRESSED -> ExitCode.REGRESSED;
      case INCONCLUSIVE -> ExitCode.INCONCLUSIVE;
      case PASSED -> ExitCode.DONE;
    };
  }

  /** Refuses to pass what it has not looked at. */
  private static void checkJudged(Compared compared) {
    if (compared.rows().stream().noneMatch(row -> row.gated())) {
      throw new CommandFailure(
          ExitCode.USAGE, "nothing to judge: what --filter and --metric leave is only shown");
    }
  }

  private static void write(String option, Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.USAGE, option + " " + file + ": cannot be written (" + e + ")");
    }
  }
}
