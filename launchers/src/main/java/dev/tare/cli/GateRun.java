package dev.tare.cli;

import dev.tare.compare.CompareOptions;
import dev.tare.compare.Compared;
import dev.tare.compare.Comparer;
import dev.tare.experiment.ExperimentRunner;
import dev.tare.experiment.Setting;
import dev.tare.experiment.Visited;
import dev.tare.experiment.Work;
import dev.tare.experiment.judge.Interleaved;
import dev.tare.experiment.judge.Side;
import dev.tare.experiment.judge.Sides;
import dev.tare.launch.Stack;
import dev.tare.result.Run;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.RunReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures two sides in turn and judges them. */
final class GateRun implements ExperimentSession.Asked<Sides> {
  private final GateRunArguments arguments;
  private final JudgeArguments measured;
  private final CompareOptions options;
  private final PrintWriter out;
  private final PrintWriter err;

  GateRun(GateRunArguments arguments, CompareOptions options, PrintWriter out, PrintWriter err) {
    this.arguments = arguments;
    this.measured = arguments.measured();
    this.options = options;
    this.out = out;
    this.err = err;
  }

  /**
   * What came of it.
   *
   * @param failures whether a visit or a benchmark failed
   */
  record Judged(Compared compared, boolean failures) {}

  /**
   * Measures and judges, or in a dry run prints what would be done.
   *
   * @return absent in a dry run
   */
  Optional<Judged> judged() throws IOException, InterruptedException {
    Interleaved gate = new Interleaved("gate", run -> Map.of(Side.CANDIDATE, compared(run)));
    try (ExperimentSession<Sides> session =
        new ExperimentSession<>(gate, this, measured.run(), measured.profile(), out, err)) {
      Optional<ExperimentRunner<Sides, Side, Visited>> runner = session.measured(gate);
      return runner.isPresent() ? Optional.of(judged(session.run())) : Optional.empty();
    }
  }

  private Judged judged(MeasuredRun run) throws IOException {
    try {
      Compared compared = compared(run.path());
      Run results = RunReader.readWithLatencies(run.path());
      run.report(results, options.calibrations(), List.of());
      return new Judged(compared, results.hasFailures());
    } catch (BadInput e) {
      throw new CommandFailure(ExitCode.FAILED, e.getMessage());
    }
  }

  private Compared compared(Path run) throws IOException {
    Run baseline = RunReader.read(run, Side.BASELINE);
    Run candidate = RunReader.read(run, Side.CANDIDATE);
    return Comparer.compare(baseline, candidate, options);
  }

  @Override
  public Setting setting() {
    return measured.setting(
        List.of(arguments.baselineStack(), arguments.candidateStack()), blocks());
  }

  @Override
  public Sides parameters(List<Stack> stacks) {
    Work work = measured.work(measured.benchmarks(".*"), stacks);
    return new Sides(
        List.of(
            new Sides.Asked(
                Side.BASELINE,
                arguments.baselineStack().text(),
                measured.limits(),
                arguments.baselineJar(),
                arguments.baselineJvmArgs(),
                work),
            new Sides.Asked(
                Side.CANDIDATE,
                arguments.candidateStack().text(),
                measured.limits(),
                arguments.candidateJar(),
                arguments.candidateJvmArgs(),
                work)),
        options.judging(blocks(), arguments.looks()));
  }

  private int blocks() {
    return measured.blocks(measured.profile().blocks());
  }
}
