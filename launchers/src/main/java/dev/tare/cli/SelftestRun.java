package dev.tare.cli;

import dev.tare.bench.cpu.Prime;
import dev.tare.compare.Calibrations;
import dev.tare.experiment.LimitException;
import dev.tare.experiment.Session;
import dev.tare.experiment.VisitPlan;
import dev.tare.experiment.judge.Handicap;
import dev.tare.experiment.judge.Interleaved;
import dev.tare.experiment.judge.SelfTest;
import dev.tare.experiment.judge.SelfTester;
import dev.tare.experiment.judge.Side;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
import dev.tare.stats.TopUp;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Measures one place twice, and again with each handicap, in turn. */
final class SelftestRun {
  private final JudgeArguments arguments;
  private final Stack stack;
  private final VisitPlan visit;
  private final VisitPlan proof;
  private final int blocks;
  private final Limits limits;
  private final Limits quota;
  private final long extraPercent;
  private final PrintWriter out;
  private final PrintWriter err;
  private String obstacle;
  private boolean failures;

  /**
   * @param benchmarks where none are asked for
   * @param share what is left of a CPU with the quota, above 0 and below 1; the other handicap is
   *     as much more work
   */
  SelftestRun(
      JudgeArguments arguments,
      Stack stack,
      String benchmarks,
      int blocks,
      double share,
      PrintWriter out,
      PrintWriter err) {
    this.arguments = arguments;
    this.stack = stack;
    this.blocks = blocks;
    this.out = out;
    this.err = err;
    this.limits = arguments.limits();
    if (stack.steps().stream().anyMatch(step -> step.limits().cpus().isPresent())
        || limits.cpus().isPresent()) {
      throw new CommandFailure(
          ExitCode.USAGE, "cpus is the handicap here: leave it out of --env and --limit");
    }
    this.quota = limits.with("cpus", String.format(Locale.ROOT, "%.3f", share));
    this.extraPercent = Math.round(100 * (1 - share));
    // What the handicapped side is compared with has to be measured, whatever else is.
    List<String> all = new ArrayList<>(arguments.benchmarks(benchmarks));
    all.add(SelfTest.PROOF);
    this.visit = arguments.visit(all, List.of(stack));
    this.proof = arguments.visit(List.of(SelfTest.PROOF), List.of(stack));
  }

  /** Why there was no quota; absent where there was. */
  Optional<String> obstacle() {
    return Optional.ofNullable(obstacle);
  }

  String told(Handicap handicap) {
    return handicap == Handicap.QUOTA ? quota.text() : extraPercent + " % more work";
  }

  /** Whether a visit or a benchmark failed. */
  boolean hasFailures() {
    return failures;
  }

  /** Prints what would be done, of one block. */
  void dry() throws IOException {
    try (JudgeRun run = open()) {
      Interleaved.dry(sides(run, EnumSet.allOf(Handicap.class)));
    }
  }

  SelfTest measure() throws IOException, InterruptedException {
    try (JudgeRun run = open()) {
      return run.run().measure(() -> tested(run));
    }
  }

  private JudgeRun open() throws IOException {
    return new JudgeRun("selftest", arguments.run(), out, err);
  }

  private SelfTest tested(JudgeRun run) throws IOException, InterruptedException {
    Path path = run.run().path();
    Set<Handicap> handicaps = handicaps(run);
    List<Side> sides = sides(run, handicaps);
    RunFolder folder = run.create(sides.stream().map(Side::name).toList(), blocks, plan());
    long forks = 2L * JudgeArguments.forks(visit);
    forks += (long) handicaps.size() * JudgeArguments.forks(proof);
    SelfTest tested;
    try (RunProgress progress = RunProgress.ofForks("selftest", blocks * forks, blocks, err)) {
      Interleaved interleaved = new Interleaved(sides, folder, progress);
      tested =
          new SelfTester(interleaved, folder, handicaps, run.run().started())
              .test(
                  arguments.run().seed(),
                  (runs, more) -> progress.more(topUp(progress, runs, more)));
    }
    folder.finish(Instant.now());
    failures = RunReader.read(path).hasFailures();
    run.report(new Calibrations(tested.calibration().stream().toList(), false));
    return tested;
  }

  private static long topUp(RunProgress progress, int runs, int sides) {
    progress.note(runs + " inconclusive: " + TopUp.FORKS + " forks more a side");
    return (long) runs * sides * TopUp.FORKS;
  }

  /** Tries the quota once: who may not limit learns it before the run, not after it. */
  private Set<Handicap> handicaps(JudgeRun run) throws IOException {
    run.prepare(List.of(stack));
    Session session = run.session(MeasuringJar.own());
    try {
      session.leave(session.enter(stack, quota));
      return EnumSet.allOf(Handicap.class);
    } catch (LaunchException | LimitException e) {
      obstacle = e.getMessage();
      return EnumSet.of(Handicap.WORK);
    }
  }

  private List<Side> sides(JudgeRun run, Set<Handicap> handicaps) throws IOException {
    run.prepare(List.of(stack));
    Session session = run.session(MeasuringJar.own());
    List<Side> sides = new ArrayList<>();
    sides.add(new Side(Side.BASELINE, session, stack, limits, visit));
    sides.add(new Side(Side.CANDIDATE, session, stack, limits, visit));
    for (Handicap handicap : handicaps) {
      boolean less = handicap == Handicap.QUOTA;
      VisitPlan slower =
          less ? proof : proof.withJvmArgs(List.of("-D" + Prime.EXTRA_WORK + "=" + extraPercent));
      sides.add(new Side(handicap.side(), session, stack, less ? quota : limits, slower));
    }
    return sides;
  }

  /** As the run folder keeps it. */
  private Map<String, String> plan() {
    return Map.of(
        "verb",
        "selftest",
        "environment",
        stack.text(),
        "benchmarks",
        String.join("\n", visit.benchmarks()),
        "blocks",
        String.valueOf(blocks),
        "limits",
        limits.text(),
        "quota",
        quota.text(),
        "extraPercent",
        String.valueOf(extraPercent));
  }
}
