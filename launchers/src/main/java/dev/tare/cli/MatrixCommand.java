package dev.tare.cli;

import dev.tare.compare.Calibrations;
import dev.tare.result.Run;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What does each layer cost on this host? */
@Command(
    name = "matrix",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures what each layer costs, by the same benchmarks in every environment.",
      "",
      "They are run by the same jar, in randomised blocks. Ends with a table of ratios"
          + " to bare, and leaves a run folder with the raw data, the facts of every"
          + " environment, and a report.",
    },
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar matrix",
      "  java -jar target/benchmarks.jar matrix --env bare --env docker --env 'kvm(vcpus=1)/docker'",
      "  java -jar target/benchmarks.jar matrix --benchmarks 'cpu|kernel' --limit memory=1g",
      "  java -jar target/benchmarks.jar matrix --resume 20260102-030405-678",
      "",
      "Exit: 0 done; 2 usage, or no benchmark matches; 5 an environment that was asked"
          + " for is unavailable, or something failed: the rest has run.",
    })
final class MatrixCommand implements Callable<Integer> {
  @Mixin private MatrixOptions options;

  @Mixin private CalibrationOption calibration;

  @Mixin private FormatOption format;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Calibrations known = calibration.calibrations();
    RunPlace.checkNamed(options.run().out());
    MatrixSetup setup = MatrixSetup.of(options);
    try (MeasuredRun run = MeasuredRun.of("matrix", options.run(), out, err)) {
      MatrixRun matrix = new MatrixRun(options, setup, run, err);
      if (options.run().isDry()) {
        matrix.dry();
        out.flush();
        return ExitCode.DONE;
      }
      boolean good = matrix.measure();
      Optional<Run> results = run.results();
      if (results.isPresent()) {
        run.show(results.get(), known, List.of(), format);
      }
      return run.end(good && results.isPresent());
    }
  }
}
