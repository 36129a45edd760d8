package dev.tare.cli;

import dev.tare.compare.CompareOptions;
import dev.tare.compare.Compared;
import dev.tare.experiment.VisitPlan;
import dev.tare.experiment.judge.Interleaved;
import dev.tare.experiment.judge.Judge;
import dev.tare.experiment.judge.Looks;
import dev.tare.experiment.judge.Side;
import dev.tare.launch.Stack;
import dev.tare.result.Run;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Measures two sides in turn and judges them. */
final class GateRun {
  private final GateRunArguments arguments;
  private final CompareOptions options;
  private final PrintWriter out;
  private final PrintWriter err;

  GateRun(GateRunArguments arguments, CompareOptions options, PrintWriter out, PrintWriter err) {
    this.arguments = arguments;
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

  /** Prints what would be done, of one block. */
  void dry() throws IOException {
    checked();
    try (JudgeRun run = open()) {
      Interleaved.dry(sides(run));
    }
  }

  Judged judge() throws IOException, InterruptedException {
    Extent extent = checked();
    try (JudgeRun run = open()) {
      return run.run().measure(() -> judged(run, extent));
    }
  }

  /** How often is measured, and how often it is looked at what that tells. */
  private record Extent(Looks looks, int blocks, int forks) {}

  /** Refuses what will not do before anything is built. */
  private Extent checked() {
    arguments.checkJars();
    return new Extent(
        looks(), arguments.measured().blocks(profile().blocks()), JudgeArguments.forks(visit()));
  }

  private JudgeRun open() throws IOException {
    return new JudgeRun("gate", arguments.measured().run(), out, err);
  }

  private Judged judged(JudgeRun run, Extent extent) throws IOException, InterruptedException {
    List<Side> sides = sides(run);
    int blocks = extent.blocks();
    RunFolder folder = run.create(sides.stream().map(Side::name).toList(), blocks, plan(blocks));
    Compared compared;
    try (RunProgress progress =
        RunProgress.ofForks("gate", 2L * blocks * extent.forks(), blocks, err)) {
      Interleaved interleaved = new Interleaved(sides, folder, progress);
      Judge judge = new Judge(interleaved, folder, options, extent.looks());
      compared =
          judge.judge(
              arguments.measured().run().seed(),
              (runs, more) -> progress.more(topUp(progress, runs, more)));
    }
    folder.finish(Instant.now());
    run.report(options.calibrations());
    return new Judged(compared, failures(run));
  }

  private static long topUp(RunProgress progress, int runs, int blocks) {
    progress.note(runs + " inconclusive: " + blocks + " forks more a side");
    return 2L * runs * blocks;
  }

  private static boolean failures(JudgeRun run) throws IOException {
    Run all = RunReader.read(run.run().path());
    return all.hasFailures();
  }

  private Looks looks() {
    try {
      return new Looks(arguments.looks());
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, e.getMessage());
    }
  }

  private Profile profile() {
    return arguments.measured().profile();
  }

  private VisitPlan visit() {
    JudgeArguments measured = arguments.measured();
    List<Stack> stacks = List.of(arguments.baselineStack(), arguments.candidateStack());
    return measured.visit(measured.benchmarks(".*"), stacks);
  }

  private List<Side> sides(JudgeRun run) throws IOException {
    Stack before = arguments.baselineStack();
    Stack after = arguments.candidateStack();
    run.prepare(List.of(before, after));
    JudgeArguments measured = arguments.measured();
    return List.of(
        new Side(
            Side.BASELINE,
            run.session(arguments.baselineJar()),
            before,
            measured.limits(),
            visit().withJvmArgs(arguments.baselineJvmArgs())),
        new Side(
            Side.CANDIDATE,
            run.session(arguments.candidateJar()),
            after,
            measured.limits(),
            visit().withJvmArgs(arguments.candidateJvmArgs())));
  }

  /** As the run folder keeps it. */
  private Map<String, String> plan(int blocks) {
    Map<String, String> plan = new TreeMap<>();
    plan.put("verb", "gate");
    plan.put("profile", profile().name());
    plan.put("benchmarks", String.join("\n", visit().benchmarks()));
    plan.put("blocks", String.valueOf(blocks));
    plan.put("looks", String.valueOf(arguments.looks()));
    plan.put("limits", arguments.measured().limits().text());
    plan.put(Side.BASELINE, arguments.baselineStack().text());
    plan.put(Side.CANDIDATE, arguments.candidateStack().text());
    plan.put("baseline.jar", arguments.baselineJar().toString());
    plan.put("candidate.jar", arguments.candidateJar().toString());
    plan.put("baseline.jvmArgs", String.join("\n", arguments.baselineJvmArgs()));
    plan.put("candidate.jvmArgs", String.join("\n", arguments.candidateJvmArgs()));
    return plan;
  }
}
