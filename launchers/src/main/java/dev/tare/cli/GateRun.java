package dev.tare.cli;

import dev.tare.compare.CompareOptions;
import dev.tare.compare.Compared;
import dev.tare.compare.Comparer;
import dev.tare.experiment.Setting;
import dev.tare.experiment.judge.Interleaved;
import dev.tare.experiment.judge.Side;
import dev.tare.experiment.judge.Sides;
import dev.tare.launch.Stack;
import dev.tare.result.Judging;
import dev.tare.result.Run;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.RunReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.ToIntFunction;

/** Measures two sides in turn and judges them. */
final class GateRun implements ExperimentSession.Asked<Sides> {
  private final GateRunArguments arguments;
  private final JudgeArguments measured;
  private final List<String> jmh;
  private final CompareOptions options;
  private final PrintWriter out;
  private final PrintWriter err;
  private GateSides.Jars jars;
  private Sides sides;

  /**
   * @param jmh JMH's own options
   */
  GateRun(
      GateRunArguments arguments,
      List<String> jmh,
      CompareOptions options,
      PrintWriter out,
      PrintWriter err) {
    this.arguments = arguments;
    this.measured = arguments.measured();
    this.jmh = jmh;
    this.options = options;
    this.jars = new GateSides.Jars(arguments.baselineJar(), arguments.candidateJar());
    this.out = out;
    this.err = err;
  }

  /**
   * Describes what came of it.
   *
   * @param sides the baseline and the candidate
   * @param failures whether a trial or a benchmark failed
   * @param options by which they were compared
   */
  record Judged(Compared compared, List<Run> sides, boolean failures, CompareOptions options) {}

  /**
   * Measures and judges, also what an interruption has left; in a dry run prints what would be
   * done.
   *
   * @param verdict prints it
   * @return the exit code
   */
  int exit(ToIntFunction<Judged> verdict) throws IOException, InterruptedException {
    arguments.check();
    if (arguments.revisions().areGiven() && arguments.place().resume().isEmpty()) {
      if (arguments.place().isDry()) {
        Revisions.print(arguments.revisions(), out);
        return ExitCode.DONE;
      }
      jars = Revisions.built(arguments.revisions(), arguments.place(), err);
    }
    Interleaved gate =
        new Interleaved(
            "gate", (run, blocks) -> Map.of(Side.CANDIDATE, compared(sides(run, blocks))));
    try (ExperimentSession<Sides> session =
        new ExperimentSession<>(gate, this, arguments.place(), measured.profile(), out, err)) {
      Cleanup.lastly(() -> cutShort(session.run(), verdict));
      boolean dry;
      try {
        dry = session.measured(gate).isEmpty();
      } finally {
        Cleanup.nothingLastly();
      }
      return dry ? ExitCode.DONE : verdict.applyAsInt(judged(session.run()));
    }
  }

  /** All that was measured before an interruption is judged as it is. */
  private int cutShort(MeasuredRun run, ToIntFunction<Judged> verdict) {
    try {
      return verdict.applyAsInt(judged(run));
    } catch (CommandFailure | IOException e) {
      err.println("tare: nothing could be judged: " + e.getMessage());
      return ExitCode.INCONCLUSIVE;
    }
  }

  private Judged judged(MeasuredRun run) throws IOException {
    try {
      List<Run> both = sides(run.path(), Integer.MAX_VALUE);
      Run results = RunReader.readWithLatencies(run.path());
      run.report(results, options.calibrations(), List.of());
      return new Judged(compared(both), both, results.hasFailures(), asked(both.get(0)));
    } catch (BadInput e) {
      throw new CommandFailure(ExitCode.FAILED, e.getMessage());
    }
  }

  private static List<Run> sides(Path run, int blocks) throws IOException {
    return List.of(
        RunReader.read(run, Side.BASELINE).until(blocks),
        RunReader.read(run, Side.CANDIDATE).until(blocks));
  }

  private Compared compared(List<Run> both) {
    return Comparer.compare(both.get(0), both.get(1), asked(both.get(0)));
  }

  /** Returns what the run was asked for: one that goes on has its own. */
  private CompareOptions asked(Run baseline) {
    return baseline
        .judging()
        .map(CompareOptions::of)
        .map(own -> own.withCalibrations(options.calibrations()))
        .orElse(options);
  }

  @Override
  public Setting setting() {
    List<Stack> stacks = List.of(arguments.baselineStack(), arguments.candidateStack());
    // Refuses what will not do; a budget may have other blocks.
    measured.setting(stacks, blocks(), arguments.place().seed());
    int first = parameters(stacks).judging().blocks();
    return measured.setting(stacks, first, arguments.place().seed());
  }

  @Override
  public Sides parameters(List<Stack> stacks) {
    if (sides == null) {
      List<Sides.Asked> asked = new GateSides(arguments, jmh, jars).of(stacks, this::foreseen);
      Judging usual = options.judging(blocks(), arguments.effort().looks());
      sides =
          new Sides(
              asked,
              arguments.effort().staged(usual, blockSeconds(asked)),
              arguments
                  .effort()
                  .budget()
                  .map(budget -> OptionalLong.of(budget.toMillis()))
                  .orElse(OptionalLong.empty()));
      arguments.checkDiffers();
      arguments.commands().sayIfOfAShell(err);
    }
    return sides;
  }

  private void foreseen(Foreseen all) {
    all.check(options);
    all.sayIdle(options, err);
  }

  private OptionalDouble blockSeconds(List<Sides.Asked> asked) {
    return asked.stream().allMatch(one -> one.work().forks() > 0)
        ? OptionalDouble.of(
            asked.stream()
                .mapToDouble(one -> Interleaved.seconds(one, measured.profile().timing()))
                .sum())
        : OptionalDouble.empty();
  }

  private int blocks() {
    return measured.blocks(measured.profile().blocks());
  }
}
