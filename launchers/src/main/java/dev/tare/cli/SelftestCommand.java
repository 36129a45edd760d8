package dev.tare.cli;

import dev.tare.experiment.judge.SelfTest;
import dev.tare.report.ComparisonTable;
import dev.tare.result.Calibration;
import dev.tare.result.io.CalibrationFile;
import dev.tare.stats.Tau;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Would a gate catch a regression here? */
@Command(
    name = "selftest",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Tries whether a gate would catch a regression in this place.",
      "",
      "The same measured twice has to pass, and cpu.Prime with nine tenths of a CPU has"
          + " to be REGRESSED. Says how small a change the other benchmarks would show, and"
          + " saves the calibration that gate, diff and matrix use.",
    },
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar selftest",
      "  java -jar target/benchmarks.jar selftest --quick",
      "  java -jar target/benchmarks.jar selftest --env docker --benchmarks 'cpu|kernel'",
      "",
      "A limit needs root, or an engine: without, the handicap cannot be shown, and is not.",
      "Exit: 0 the gate works here; 2 usage; 5 it does not, or it could not be shown.",
    })
final class SelftestCommand implements Callable<Integer> {
  private static final int BLOCKS = Tau.MIN_CALIBRATION_FORKS / 2;
  private static final int QUICK_BLOCKS = 5;

  @Option(
      names = "--quick",
      description = "Only cpu.Prime, 5 blocks, a few minutes at most: no calibration comes of it.")
  private boolean quick;

  @Option(
      names = "--env",
      paramLabel = "STACK",
      defaultValue = "bare",
      description = "The place (default: bare).")
  private String environment;

  @Option(
      names = "--handicap",
      paramLabel = "PERCENT",
      defaultValue = "90%",
      converter = CompareArguments.Percent.class,
      description = "What is left of a CPU with the handicap (default: 90%%).")
  private double share;

  @Option(
      names = "--calibration",
      paramLabel = "FILE",
      description = "Where the calibration is saved (default: this user's own).")
  private Path calibration;

  @Mixin private JudgeArguments arguments;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!(share > 0 && share < 1)) {
      throw new CommandFailure(ExitCode.USAGE, "--handicap: above 0 % and below 100 %");
    }
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    SelftestRun run =
        new SelftestRun(
            arguments,
            JudgeArguments.stack("--env", environment),
            quick ? SelfTest.PROOF : ".*",
            arguments.blocks(quick ? QUICK_BLOCKS : BLOCKS),
            share,
            out,
            err);
    if (arguments.run().isDry()) {
      run.dry();
      out.flush();
      return ExitCode.DONE;
    }
    SelfTest tested = run.measure();
    print(tested, run, out);
    save(tested.calibration(), out);
    out.flush();
    boolean works = tested.passes() && tested.catches() && !run.hasFailures();
    return works ? ExitCode.DONE : ExitCode.FAILED;
  }

  private void print(SelfTest tested, SelftestRun run, PrintWriter out) {
    out.println("The same, twice:");
    out.print(new ComparisonTable(tested.same()).text(StandardOutput.paper()));
    out.println(tested.passes() ? "It passes." : "NOT as it should be: this has to pass.");
    out.println();
    if (tested.handicapped().isEmpty()) {
      out.println("The handicap is NOT shown: " + run.obstacle().orElse("no reason given"));
      return;
    }
    out.println("With a handicap (" + run.handicap() + "):");
    out.print(new ComparisonTable(tested.handicapped().get()).text(StandardOutput.paper()));
    out.println(
        tested.catches()
            ? "It is caught: a gate works here."
            : "NOT as it should be: the handicap is not seen as REGRESSED.");
  }

  private void save(Optional<Calibration> made, PrintWriter out) throws IOException {
    out.println();
    if (made.isEmpty()) {
      out.println(
          "No calibration: it takes "
              + Tau.MIN_CALIBRATION_FORKS
              + " forks that noise has left, of both sides together (--blocks "
              + BLOCKS
              + " and more).");
      return;
    }
    Path file = calibration == null ? CalibrationOption.own() : calibration;
    CalibrationFile.add(file, made.get());
    out.println("Calibration of " + made.get().spreads().size() + " series: " + file);
  }
}
