package dev.tare.cli;

import dev.tare.bench.run.Catalogue;
import dev.tare.compare.Compared;
import dev.tare.experiment.judge.Handicap;
import dev.tare.experiment.judge.SelfTest;
import dev.tare.experiment.judge.Sides;
import dev.tare.report.ComparisonTable;
import dev.tare.result.Calibration;
import dev.tare.result.io.CalibrationFile;
import dev.tare.stats.Tau;
import dev.tare.stats.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Would a gate catch a regression here? */
@Command(
    name = "selftest",
    description = {
      "Tries whether a gate would catch a regression in this place.",
      "",
      "The same measured twice has to pass, and cpu.Prime has to be REGRESSED with a tenth"
          + " more work, and with nine tenths of a CPU. What the forks do not tell gets 5 more,"
          + " once. Says how small a change the other benchmarks would show, and saves the"
          + " calibration that gate, diff and matrix use. Without --blocks there are 10, with"
          + " --quick 5.",
    },
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar selftest",
      "  java -jar target/benchmarks.jar selftest --quick",
      "  java -jar target/benchmarks.jar selftest --env docker --benchmarks 'cpu|kernel'",
      "  java -jar target/benchmarks.jar selftest --resume 20260102-030405-678",
      "",
      "A limit needs root, or an engine: without, only the handicap of more work is tried.",
      "Exit: 0 the gate works here; 2 usage; 3 the forks do not tell, or no calibration came"
          + " about; 5 it does not, or something failed.",
    })
final class SelftestCommand extends Verb {
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
      converter = ChangeArguments.Percent.class,
      description =
          "What is left of a CPU with the quota; the other handicap is as much more work"
              + " (default: 90%%).")
  private double share;

  @Option(
      names = "--calibration",
      paramLabel = "FILE",
      description = "Where the calibration is saved (default: this user's own).")
  private Path calibration;

  @Mixin private JudgeArguments arguments;

  @Mixin private RunOptions place;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!(share > 0 && share < 1)) {
      throw new UsageFailure("--handicap: above 0 % and below 100 %");
    }
    Target.check("--calibration", calibration, new ArrayList<>());
    PrintWriter out = out();
    SelftestRun run =
        new SelftestRun(
            new SelftestRun.Asking(
                arguments,
                place,
                JudgeArguments.stack("--env", environment),
                quick ? SelfTest.PROOF : Catalogue.PROBES,
                arguments.blocks(quick ? QUICK_BLOCKS : BLOCKS),
                new Sides.Proof(share, quick)),
            out,
            err());
    Optional<SelftestRun.Tested> measured = run.tested();
    if (measured.isEmpty()) {
      return ExitCode.DONE;
    }
    SelfTest tested = measured.get().test();
    print(measured.get(), run, out);
    save(tested.calibration(), out);
    int exit = exit(measured.get());
    out.println(answer(exit, tested.outcome()));
    out.flush();
    return exit;
  }

  /** Tells whether a gate would catch a regression here. */
  static String answer(int exit, SelfTest.Outcome outcome) {
    if (exit == ExitCode.DONE) {
      return "A gate works here: it passes the same, and catches what is slower.";
    }
    if (exit == ExitCode.FAILED) {
      return outcome == SelfTest.Outcome.FAILED
          ? "A gate does NOT work here: not all came out as it should be."
          : "Whether a gate works here is not known: a benchmark failed.";
    }
    return outcome == SelfTest.Outcome.INCONCLUSIVE
        ? "Whether a gate works here the forks do not tell."
        : "A gate works here, but there is no calibration: how small a change shows is not known.";
  }

  private static int exit(SelftestRun.Tested measured) {
    SelfTest tested = measured.test();
    SelfTest.Outcome outcome = tested.outcome();
    if (measured.failures() || outcome == SelfTest.Outcome.FAILED) {
      return ExitCode.FAILED;
    }
    // --quick has too few forks for a calibration, and promises none.
    boolean calibrated = measured.proof().quick() || tested.calibration().isPresent();
    return calibrated && outcome == SelfTest.Outcome.AS_IT_SHOULD_BE
        ? ExitCode.DONE
        : ExitCode.INCONCLUSIVE;
  }

  private static void print(SelftestRun.Tested measured, SelftestRun run, PrintWriter out) {
    SelfTest tested = measured.test();
    out.println("The same, twice:");
    out.print(new ComparisonTable(tested.same()).text(StandardOutput.paper()));
    out.println(
        told(
            tested.ofSame(),
            "It passes.",
            tested.same(),
            "NOT as it should be: the same, measured twice, differs."));
    for (Handicap handicap : tested.handicapped().keySet()) {
      Compared compared = tested.handicapped().get(handicap);
      out.println();
      out.println("With a handicap (" + measured.told(handicap).orElseThrow() + "):");
      out.print(new ComparisonTable(compared).text(StandardOutput.paper()));
      out.println(
          told(
              tested.of(handicap),
              "It is caught: a gate works here.",
              compared,
              "NOT as it should be: the handicap is not seen as REGRESSED."));
    }
    if (measured.told(Handicap.QUOTA).isEmpty()) {
      out.println("\nThe handicap of a quota is NOT shown: " + run.obstacle());
    }
  }

  private static String told(SelfTest.Outcome outcome, String good, Compared compared, String bad) {
    return switch (outcome) {
      case AS_IT_SHOULD_BE -> good;
      case FAILED -> bad;
      case INCONCLUSIVE ->
          "The forks do not tell: "
              + compared.count(Verdict.INCONCLUSIVE)
              + " cannot tell, after more were added; a quieter machine or --blocks would.";
    };
  }

  private void save(Optional<Calibration> made, PrintWriter out) {
    out.println();
    if (made.isEmpty()) {
      out.println(
          "No calibration: it takes "
              + Tau.MIN_CALIBRATION_FORKS
              + " forks of both sides together (--blocks "
              + BLOCKS
              + " and more).");
      return;
    }
    Path file = calibration == null ? CalibrationOption.own() : calibration;
    try {
      CalibrationFile.add(file, made.get());
    } catch (IOException e) {
      throw new CommandFailure(
          "the calibration cannot be saved (" + e + "); name another file with --calibration FILE");
    }
    out.println("Calibration of " + made.get().spreads().size() + " series: " + file);
  }
}
