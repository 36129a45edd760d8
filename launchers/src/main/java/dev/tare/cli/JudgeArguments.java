package dev.tare.cli;

import dev.tare.bench.run.Catalogue;
import dev.tare.bench.run.OneRun;
import dev.tare.bench.run.ParamValues;
import dev.tare.experiment.VisitPlan;
import dev.tare.launch.Layers;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Option;

/** What {@code gate --run} and {@code selftest} have in common: what is measured, and how often. */
final class JudgeArguments {
  private static final int MOST_BLOCKS = 1000;

  @Option(
      names = "--benchmarks",
      paramLabel = "REGEX",
      description = "Which benchmarks, as JMH matches them; may be repeated (default: all).")
  private List<String> benchmarks = new ArrayList<>();

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "quick, standard or paper: how long, how often, which sizes.")
  private Profile profile;

  @Option(
      names = "--blocks",
      paramLabel = "N",
      description = "How often each side is visited (default: the profile's).")
  private Integer blocks;

  @Option(
      names = "--limit",
      paramLabel = "NAME=VALUE",
      description = "Of every environment, such as cpuset=0 or memory=1g; may be repeated.")
  private List<String> limits = new ArrayList<>();

  @Option(names = "--seed", paramLabel = "N", description = "Of the order (default: random).")
  private Long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run folder, new or empty (default: results/runs/<id>).")
  private Path out;

  @Option(names = "--dry-run", description = "Print the commands of a block, and do nothing.")
  private boolean dry;

  Path out() {
    return out;
  }

  boolean isDry() {
    return dry;
  }

  long seed() {
    if (seed == null) {
      seed = ThreadLocalRandom.current().nextLong(Integer.MAX_VALUE);
    }
    return seed;
  }

  Profile profile(Profile absent) {
    return profile == null ? absent : profile;
  }

  int blocks(int absent) {
    int chosen = blocks == null ? absent : blocks;
    if (chosen < 1 || chosen > MOST_BLOCKS) {
      throw new CommandFailure(ExitCode.USAGE, "--blocks " + chosen + ": 1 to " + MOST_BLOCKS);
    }
    return chosen;
  }

  List<String> benchmarks(String absent) {
    return benchmarks.isEmpty() ? List.of(absent) : benchmarks;
  }

  Limits limits() {
    Limits all = Limits.NONE;
    for (String limit : limits) {
      String[] parts = limit.split("=", 2);
      try {
        all = all.with(parts[0], parts.length < 2 ? "" : parts[1]);
      } catch (IllegalArgumentException e) {
        throw new CommandFailure(ExitCode.USAGE, "--limit " + limit + ": " + e.getMessage());
      }
    }
    return all;
  }

  /**
   * What each visit of a side runs.
   *
   * @param matching benchmarks, as JMH matches them
   * @param stacks of all sides: what depends on the machine is the same for all
   */
  VisitPlan visit(List<String> matching, Profile chosen, List<Stack> stacks) {
    List<String> params = new ArrayList<>();
    chosen.params().forEach((name, values) -> params.add(name + "=" + String.join(",", values)));
    params.addAll(0, MachineParams.of(runs(matching, params), limits().memoryBytes()));
    return VisitPlan.of(matching, chosen.timing(), MatrixSetup.processors(limits(), stacks))
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
