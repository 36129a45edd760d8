package dev.tare.cli;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

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
import dev.tare.result.ScheduledTrial;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.RunReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** Measures two sides in turn and judges them. */
final class GateRun implements ExperimentSession.Asked<Sides> {
  /** Holds what ends a trial that was begun. */
  private static final Set<ScheduledTrial.Status> TRIED =
      Set.of(ScheduledTrial.Status.DONE, ScheduledTrial.Status.FAILED);

  private final GateRunArguments arguments;
  private final JudgeArguments measured;
  private final List<String> jmh;
  private final CompareOptions options;
  private final PrintWriter out;
  private final PrintWriter err;
  private final SameTwice same;
  private GateSides.Jars jars;
  private Sides sides;

  /**
   * @param jmh JMH's own options
   */
  GateRun(
      GateRunArguments arguments,
      List<String> jmh,
      CompareOptions options,
      SameTwice same,
      PrintWriter out,
      PrintWriter err) {
    this.arguments = arguments;
    this.measured = arguments.measured;
    this.jmh = jmh;
    this.options = options;
    this.same = same;
    this.jars = arguments.jars();
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
  record Judged(Compared compared, List<Run> sides, boolean failures, CompareOptions options) {
    Judged failed() {
      return new Judged(compared, sides, true, options);
    }
  }

  /**
   * Measures and judges, also what an interruption has left; in a dry run prints what would be
   * done.
   *
   * @param verdict prints it
   * @return the exit code
   */
  int exit(ToIntFunction<Judged> verdict) throws IOException, InterruptedException {
    arguments.check();
    if (!arguments.revisions.areGiven() || arguments.place.resume().isPresent()) {
      return measured(verdict);
    }
    GateSides.checkOptions(jmh);
    if (arguments.place.isDry()) {
      Revisions.print(arguments.revisions, asRevisions(), out);
      return ExitCode.DONE;
    }
    try (BuiltJars built =
        Revisions.built(
            arguments.revisions,
            asRevisions(),
            arguments.place,
            jar -> new GateSides(arguments, jmh, jars).check(jar),
            err)) {
      jars = built.jars();
      return measured(verdict);
    }
  }

  /** One revision in two environments, or with other flags, is no same twice. */
  private SameTwice asRevisions() {
    return arguments.differOtherwise() ? new SameTwice(true) : same;
  }

  private int measured(ToIntFunction<Judged> verdict) throws IOException, InterruptedException {
    Interleaved gate =
        new Interleaved(
            "gate", (run, blocks) -> Map.of(Side.CANDIDATE, compared(sides(run, blocks))));
    try (ExperimentSession<Sides> session =
        new ExperimentSession<>(gate, this, arguments.place, measured.profile(), out, err)) {
      Cleanup.lastly(() -> cutShort(session.run(), verdict));
      boolean dry;
      try {
        dry = session.measured().isEmpty();
      } catch (UnkeptResults e) {
        // What there was room for is judged like what an interruption leaves.
        cutShort(session.run(), judged -> verdict.applyAsInt(judged.failed()));
        throw e;
      } finally {
        Cleanup.nothingLastly();
      }
      return dry ? ExitCode.DONE : judged(session.run(), verdict);
    }
  }

  /** All that was measured before an interruption is judged as it is. */
  private int cutShort(MeasuredRun run, ToIntFunction<Judged> verdict) {
    try {
      return judged(run, verdict);
    } catch (CommandFailure | IOException e) {
      err.println("tare: nothing could be judged: " + e.getMessage());
      return ExitCode.INCONCLUSIVE;
    }
  }

  private int judged(MeasuredRun run, ToIntFunction<Judged> verdict) throws IOException {
    Judged judged;
    boolean shown;
    try {
      List<Run> both = sides(run.path(), Integer.MAX_VALUE);
      Run results = RunReader.readWithLatencies(run.path());
      shown = isShown(run, results);
      judged = new Judged(compared(both), both, results.hasFailures(), asked(both.get(0)));
    } catch (BadInput e) {
      throw new CommandFailure(lost(run.document().schedule()).orElse(e.getMessage()));
    }
    int exit = verdict.applyAsInt(judged);
    return shown ? exit : ExitCode.FAILED;
  }

  /** A page that there is no room for is said, and what is to be judged is judged. */
  private boolean isShown(MeasuredRun run, Run results) throws IOException {
    try {
      run.report().write(results, options.calibrations(), List.of());
      return true;
    } catch (UnkeptResults e) {
      err.println("tare: " + e.getMessage());
      err.flush();
      return false;
    }
  }

  /** Says in one line of which sides every fork failed; absent where of none. */
  static Optional<String> lost(List<ScheduledTrial> schedule) {
    Map<String, List<ScheduledTrial>> tried =
        schedule.stream()
            .filter(trial -> TRIED.contains(trial.status()))
            .collect(groupingBy(ScheduledTrial::environment, TreeMap::new, toList()));
    tried.values().removeIf(trials -> trials.stream().anyMatch(one -> !one.forks().isEmpty()));
    Optional<String> why =
        tried.values().stream()
            .flatMap(List::stream)
            .flatMap(one -> Stream.concat(one.reason().stream(), one.failures().values().stream()))
            .findFirst();
    String first = why.map(reason -> ", the first with: " + reason).orElse("");
    return tried.isEmpty()
        ? Optional.empty()
        : Optional.of(String.join(" and ", tried.keySet()) + ": every fork failed" + first);
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
    measured.setting(stacks, blocks(), arguments.place.seed());
    int first = parameters(stacks).judging().blocks();
    return measured.setting(stacks, first, arguments.place.seed());
  }

  @Override
  public Sides parameters(List<Stack> stacks) {
    if (sides == null) {
      Consumer<Foreseen> checked =
          foreseen -> {
            foreseen.check(options);
            foreseen.sayIdle(options, err);
          };
      List<Sides.Asked> asked = new GateSides(arguments, jmh, jars).of(stacks, checked);
      Judging usual = options.judging(blocks(), arguments.effort.looks());
      sides =
          new Sides(
              asked,
              arguments.effort.staged(
                  usual, Interleaved.seconds(asked, measured.profile().timing())),
              arguments.effort.budgetMs());
      if (!arguments.revisions.areGiven()) {
        same.check(asked.get(0), asked.get(1));
      }
      arguments.commands.sayIfOfAShell(err);
    }
    return sides;
  }

  private int blocks() {
    return measured.blocks(measured.profile().blocks());
  }
}
