package dev.tare.cli;

import dev.tare.bench.cpu.Prime;
import dev.tare.compare.Calibrations;
import dev.tare.experiment.BenchmarkWork;
import dev.tare.experiment.LimitException;
import dev.tare.experiment.Session;
import dev.tare.experiment.Setting;
import dev.tare.experiment.judge.Handicap;
import dev.tare.experiment.judge.Interleaved;
import dev.tare.experiment.judge.SelfTest;
import dev.tare.experiment.judge.Side;
import dev.tare.experiment.judge.Sides;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.result.Judging;
import dev.tare.result.Run;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.RunReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Measures one place twice, and again with each handicap, in turn. */
final class SelftestRun implements ExperimentSession.Asked<Sides> {
  private static final int LOOKS = 2;

  private final Asking asking;
  private final JudgeArguments arguments;
  private final Limits quota;
  private final long extraPercent;
  private final PrintWriter out;
  private final PrintWriter err;
  private Set<Handicap> handicaps = EnumSet.allOf(Handicap.class);
  private String obstacle;

  /**
   * Describes what is asked for.
   *
   * @param benchmarks where none are named
   * @param share what is left of a CPU with the quota, above 0 and below 1; the other handicap is
   *     as much more work
   */
  record Asking(
      JudgeArguments arguments,
      RunOptions place,
      Stack stack,
      String benchmarks,
      int blocks,
      double share) {}

  /**
   * Describes what came of it.
   *
   * @param failures whether a trial or a benchmark failed
   */
  record Tested(SelfTest test, boolean failures) {}

  SelftestRun(Asking asking, PrintWriter out, PrintWriter err) {
    this.asking = asking;
    this.arguments = asking.arguments();
    this.out = out;
    this.err = err;
    if (asking.stack().steps().stream().anyMatch(step -> step.limits().cpus().isPresent())
        || arguments.limits().cpus().isPresent()) {
      throw new UsageFailure("cpus is the handicap here: leave it out of --env and --limit");
    }
    this.quota =
        arguments.limits().with("cpus", String.format(Locale.ROOT, "%.3f", asking.share()));
    this.extraPercent = Math.round(100 * (1 - asking.share()));
  }

  /** Tells why there was no quota; absent where there was. */
  Optional<String> obstacle() {
    return Optional.ofNullable(obstacle);
  }

  String told(Handicap handicap) {
    return handicap == Handicap.QUOTA ? quota.text() : extraPercent + " % more work";
  }

  /**
   * Measures and judges, or in a dry run prints what would be done.
   *
   * @return absent in a dry run
   */
  Optional<Tested> tested() throws IOException, InterruptedException {
    Instant started = Instant.now();
    Interleaved selftest =
        new Interleaved(
            "selftest", (run, blocks) -> SelfTest.of(run, handicaps, started).bySide()) {
          @Override
          public Sides had(Sides parameters, Setting setting, Session session, Lacking lacking)
              throws IOException {
            return tried(parameters, session);
          }
        };
    try (ExperimentSession<Sides> session =
        new ExperimentSession<>(selftest, this, asking.place(), arguments.profile(), out, err)) {
      boolean dry = session.measured().isEmpty();
      return dry ? Optional.empty() : Optional.of(tested(session.run(), started));
    }
  }

  private Tested tested(MeasuredRun run, Instant started) throws IOException {
    try {
      SelfTest test = SelfTest.of(run.path(), handicaps, started);
      Run results = RunReader.readWithLatencies(run.path());
      run.report()
          .write(results, new Calibrations(test.calibration().stream().toList(), false), List.of());
      return new Tested(test, results.hasFailures());
    } catch (BadInput e) {
      throw new CommandFailure(e.getMessage());
    }
  }

  @Override
  public Setting setting() {
    return arguments.setting(List.of(asking.stack()), asking.blocks(), asking.place().seed());
  }

  @Override
  public Sides parameters(List<Stack> stacks) {
    // What the handicapped side is compared with has to be measured, whatever else is.
    List<String> all = new ArrayList<>(arguments.benchmarks(asking.benchmarks()));
    all.add(SelfTest.PROOF);
    BenchmarkWork whole = arguments.work(all, stacks);
    BenchmarkWork proof = arguments.work(List.of(SelfTest.PROOF), stacks);
    List<Sides.Asked> sides = new ArrayList<>();
    sides.add(side(Side.BASELINE, arguments.limits(), List.of(), whole));
    sides.add(side(Side.CANDIDATE, arguments.limits(), List.of(), whole));
    for (Handicap handicap : handicaps) {
      sides.add(
          handicap == Handicap.QUOTA
              ? side(handicap.side(), quota, List.of(), proof)
              : side(
                  handicap.side(),
                  arguments.limits(),
                  List.of("-D" + Prime.EXTRA_WORK + "=" + extraPercent),
                  proof));
    }
    return new Sides(sides, Judging.usual(asking.blocks(), LOOKS));
  }

  private Sides.Asked side(String name, Limits limits, List<String> jvmArgs, BenchmarkWork work) {
    return new Sides.Asked(name, asking.stack().text(), limits, Optional.empty(), jvmArgs, work);
  }

  /** Tries the quota once: who may not limit learns it before the run, not after it. */
  private Sides tried(Sides parameters, Session session) throws IOException {
    try {
      session.leave(session.enter(asking.stack(), quota));
      return parameters;
    } catch (LaunchException | LimitException e) {
      obstacle = e.getMessage();
      handicaps = EnumSet.of(Handicap.WORK);
      return parameters(List.of(asking.stack()));
    }
  }
}
