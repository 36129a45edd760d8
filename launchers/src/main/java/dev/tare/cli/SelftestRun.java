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
import java.util.OptionalLong;
import java.util.Set;

/** Measures one place twice, and again with each handicap, in turn. */
final class SelftestRun implements ExperimentSession.Asked<Sides> {
  private static final int LOOKS = 2;

  private final Asking asking;
  private final JudgeArguments arguments;
  private final Limits quota;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Set<Handicap> handicaps = EnumSet.allOf(Handicap.class);
  private String obstacle = "it could not be had when the run began";

  /**
   * Describes what is asked for.
   *
   * @param benchmarks where none are named
   */
  record Asking(
      JudgeArguments arguments,
      RunOptions place,
      Stack stack,
      String benchmarks,
      int blocks,
      Sides.Proof proof) {}

  /**
   * Describes what came of it.
   *
   * @param sides what was measured
   * @param failures whether a trial or a benchmark failed
   */
  record Tested(SelfTest test, Sides sides, boolean failures) {
    /** Says what a handicap was; absent where there was none. */
    Optional<String> told(Handicap handicap) {
      return sides
          .side(handicap.side())
          .map(
              side ->
                  handicap == Handicap.QUOTA
                      ? side.limits().text()
                      : proof().extraPercent() + " % more work");
    }

    Sides.Proof proof() {
      return sides.proof().orElseThrow();
    }
  }

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
        arguments.limits().with("cpus", String.format(Locale.ROOT, "%.3f", asking.proof().share()));
  }

  /** Tells why there was no quota, where there was none. */
  String obstacle() {
    return obstacle;
  }

  /**
   * Measures and judges, or in a dry run prints what would be done.
   *
   * @return absent in a dry run
   */
  Optional<Tested> tested() throws IOException, InterruptedException {
    Instant started = Instant.now();
    Interleaved selftest =
        new Interleaved("selftest", (run, blocks) -> SelfTest.of(run, started).bySide()) {
          @Override
          public Sides had(Sides parameters, Setting setting, Session session, Lacking lacking)
              throws IOException {
            return tried(parameters, session);
          }

          @Override
          public void checkSame(Sides sides) throws IOException {
            if (sides.proof().isEmpty()) {
              throw new IllegalArgumentException("what it was to show was not kept");
            }
            super.checkSame(sides);
          }
        };
    try (ExperimentSession<Sides> session =
        new ExperimentSession<>(selftest, this, asking.place(), arguments.profile(), out, err)) {
      boolean dry = session.measured().isEmpty();
      return dry ? Optional.empty() : Optional.of(tested(session, started));
    }
  }

  private static Tested tested(ExperimentSession<Sides> session, Instant started)
      throws IOException {
    MeasuredRun run = session.run();
    try {
      SelfTest test = SelfTest.of(run.path(), started);
      Run results = RunReader.readWithLatencies(run.path());
      run.report()
          .write(results, new Calibrations(test.calibration().stream().toList(), false), List.of());
      return new Tested(test, session.parameters(), results.hasFailures());
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
                  List.of("-D" + Prime.EXTRA_WORK + "=" + asking.proof().extraPercent()),
                  proof));
    }
    return new Sides(
        sides,
        Judging.usual(asking.blocks(), LOOKS),
        OptionalLong.empty(),
        Optional.of(asking.proof()));
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
      handicaps.remove(Handicap.QUOTA);
      return parameters(List.of(asking.stack()));
    }
  }
}
