package dev.tare.cli;

import dev.tare.bench.run.Catalogue;
import dev.tare.bench.run.OneRun;
import dev.tare.bench.run.ParamValues;
import dev.tare.experiment.OwnJar;
import dev.tare.experiment.matrix.MatrixPlan;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.proc.CpuList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** What a matrix will be: the environments that can be had, and the plan. */
final class MatrixSetup {
  /** What a guest has where nothing else is asked for. */
  private static final long GUEST_BYTES = 1L << 30;

  private final MatrixOptions options;
  private final Limits limits;
  private final OwnJar jar;

  private MatrixSetup(MatrixOptions options, Limits limits, OwnJar jar) {
    this.options = options;
    this.limits = limits;
    this.jar = jar;
  }

  /** Refuses what will not do before anything is done. */
  static MatrixSetup of(MatrixOptions options) {
    try {
      MatrixSetup setup = new MatrixSetup(options, options.limits(), OwnJar.running());
      if (options.run().resume().isEmpty()) {
        setup.plan(setup.asked());
      }
      return setup;
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.FAILED, e.getMessage());
    }
  }

  Path jar() {
    return jar.path();
  }

  /** What was asked for, whether it can be had or not; by default all there is. */
  List<Stack> asked() {
    return MatrixEnvironments.parsed(
        options.environments().isEmpty() ? MatrixEnvironments.every() : options.environments());
  }

  /**
   * What of it can be had.
   *
   * @param missing gets a line for each stack that was asked for by name and cannot be had
   */
  List<Stack> usable(MatrixEnvironments environments, List<String> missing) {
    if (options.environments().isEmpty()) {
      return environments.all();
    }
    List<Stack> usable = environments.named(options.environments(), missing);
    if (usable.isEmpty()) {
      throw new CommandFailure(ExitCode.FAILED, String.join("; ", missing));
    }
    return usable;
  }

  /** The environments of a run that goes on: all of them, or none. */
  List<Stack> stillUsable(MatrixPlan plan, MatrixEnvironments environments) {
    List<String> missing = new ArrayList<>();
    List<Stack> stacks = environments.named(plan.environments(), missing);
    if (!missing.isEmpty()) {
      throw new CommandFailure(ExitCode.FAILED, String.join("; ", missing));
    }
    return stacks;
  }

  Limits limits() {
    return limits;
  }

  /** The runs that a plan comes to in each visit. */
  static List<String> runs(MatrixPlan plan) {
    return catalogue(plan.benchmarks(), plan.params()).stream().map(OneRun::runId).toList();
  }

  MatrixPlan plan(List<Stack> stacks) {
    try {
      List<String> params = new ArrayList<>(options.params());
      List<OneRun> runs = catalogue(options.benchmarks(), params);
      options.ownParams().forEach(param -> checkKnown(param, runs));
      params.addAll(0, MachineParams.of(runs, leastMemory(stacks)));
      return new MatrixPlan(
          stacks.stream().map(Stack::text).distinct().toList(),
          options.benchmarks(),
          options.profile().name(),
          options.blocks(),
          options.profile().timing(),
          options.run().seed(),
          limits,
          params,
          processors(limits, stacks),
          options.profile() == Profile.quick,
          options.data().map(Path::toString),
          jar.sha256());
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, e.getMessage());
    }
  }

  private static void checkKnown(ParamValues param, List<OneRun> runs) {
    if (runs.stream()
        .noneMatch(run -> run.params().containsKey(param.name()) && param.isFor(run.benchmark()))) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "-p " + param.name() + ": no benchmark that matches has it; -lp lists them");
    }
  }

  private static List<OneRun> catalogue(List<String> benchmarks, List<String> params) {
    List<ParamValues> values = params.stream().map(ParamValues::parse).toList();
    List<OneRun> runs = Catalogue.runs(benchmarks, List.of(Catalogue.BOMBS), values, 1);
    if (runs.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE, "--benchmarks " + benchmarks + ": no benchmark matches; -l lists them");
    }
    return runs;
  }

  /** The same for every fork, so no more than the narrowest environment has. */
  static int processors(Limits limits, List<Stack> stacks) {
    int least = processors(limits);
    for (Stack stack : stacks) {
      for (Stack.Step step : stack.steps()) {
        least = Math.min(least, processors(step.limits()));
        String vcpus = step.options().get("vcpus");
        least = vcpus == null ? least : Math.min(least, Integer.parseInt(vcpus));
      }
    }
    return least;
  }

  private static int processors(Limits limits) {
    int all = Runtime.getRuntime().availableProcessors();
    int set = limits.cpuset().flatMap(CpuList::parse).map(cpus -> cpus.size()).orElse(all);
    int quota = (int) Math.ceil(limits.cpus().orElse(all));
    return Math.max(1, Math.min(all, Math.min(set, quota)));
  }

  private OptionalLong leastMemory(List<Stack> stacks) {
    long least = limits.memoryBytes().orElse(Long.MAX_VALUE);
    for (Stack stack : stacks) {
      for (Stack.Step step : stack.steps()) {
        boolean guest =
            step.layer().name().equals(MatrixEnvironments.KVM) && limits.memoryBytes().isEmpty();
        least = Math.min(least, step.limits().memoryBytes().orElse(guest ? GUEST_BYTES : least));
      }
    }
    return least == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(least);
  }
}
