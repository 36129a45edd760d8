package dev.tare.cli;

import dev.tare.bench.run.Catalogue;
import dev.tare.bench.run.OneRun;
import dev.tare.bench.run.ParamValues;
import dev.tare.experiment.VisitPlan;
import dev.tare.launch.Layers;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code gate --run} and {@code selftest} have in common: what is measured, and how often. */
final class JudgeArguments {
  private static final int MOST_BLOCKS = 1000;

  @Option(
      names = "--benchmarks",
      paramLabel = "REGEX",
      converter = RegexText.class,
      description = "Which benchmarks, as JMH matches them; may be repeated (default: all).")
  private List<String> benchmarks = new ArrayList<>();

  @Mixin private ExtentOptions extent;

  @Mixin private LimitOptions limits;

  @Mixin private RunOptions run;

  /** Where it goes, and in which order. */
  RunOptions run() {
    return run;
  }

  Profile profile() {
    return extent.profile();
  }

  int blocks(int absent) {
    int chosen = extent.blocks(absent);
    if (chosen < 1 || chosen > MOST_BLOCKS) {
      throw new CommandFailure(ExitCode.USAGE, "--blocks " + chosen + ": 1 to " + MOST_BLOCKS);
    }
    return chosen;
  }

  List<String> benchmarks(String absent) {
    return benchmarks.isEmpty() ? List.of(absent) : benchmarks;
  }

  Limits limits() {
    return limits.limits();
  }

  /**
   * What each visit of a side runs.
   *
   * @param matching benchmarks, as JMH matches them
   * @param stacks of all sides: what depends on the machine is the same for all
   */
  VisitPlan visit(List<String> matching, List<Stack> stacks) {
    List<String> params = new ArrayList<>();
    profile().params().forEach((name, values) -> params.add(name + "=" + String.join(",", values)));
    params.addAll(0, MachineParams.of(runs(matching, params), limits().memoryBytes()));
    return VisitPlan.of(matching, profile().timing(), MatrixSetup.processors(limits(), stacks))
        .withParams(params);
  }

  /** How many forks a visit has. */
  static int forks(VisitPlan visit) {
    return runs(visit.benchmarks(), visit.params()).size();
  }

  /** What a visit runs; refuses where that is nothing. */
  private static List<OneRun> runs(List<String> matching, List<String> params) {
    List<ParamValues> values = params.stream().map(ParamValues::parse).toList();
    List<OneRun> runs = Catalogue.runs(matching, List.of(Catalogue.BOMBS), values, 1);
    if (runs.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--benchmarks " + String.join(", ", matching) + ": no benchmark matches; -l lists them");
    }
    return runs;
  }

  static Stack stack(String option, String text) {
    try {
      return new StackSyntax(Layers.standard()).parse(text);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, option + " " + e.getMessage());
    }
  }
}
