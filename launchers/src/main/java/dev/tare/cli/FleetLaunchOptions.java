package dev.tare.cli;

import dev.tare.bench.run.ParamValues;
import dev.tare.experiment.BenchmarkWork;
import dev.tare.experiment.Setting;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options of a fleet that is started from here. */
final class FleetLaunchOptions {
  private static final String USUAL = "cpu\\.Prime|memory\\.(Stream|Chase)|kernel\\.Syscall";
  private static final int MANY = 64;

  /** Names what shows a fleet, whoever measured it. */
  private static final Set<String> SHOWING =
      Set.of("--resume", "--tau", "--taus", "--metric", "--filter", "--format", "--output");

  @Option(
      names = "--env",
      paramLabel = "STACK",
      description =
          "Measure first, on the nodes that Slurm gives: 'slurm(nodes=8)',"
              + " 'slurm(nodelist=n[0-7])', 'slurm(partition=p,nodes=8)/docker'; one job a node"
              + " does all of it.")
  String environment;

  private final ParameterOptions<BenchmarkWork> options =
      new ParameterOptions<>(BenchmarkWork.class);

  @Mixin
  private CommandSpec benchmarks =
      options.mixin(
          "--benchmarks",
          "With --env: which benchmarks, as JMH matches them (default: a few short ones).");

  @Mixin
  private CommandSpec params =
      options.mixin(
          "-p", "With --env: a parameter's value, or REGEX:NAME=VALUE for some benchmarks.");

  @Option(
      names = "--at-once",
      paramLabel = "N",
      description = "With --env: the most nodes that measure at once (default: 64).")
  private Integer atOnce;

  @Mixin private ExtentOptions extent;

  @Mixin RunOptions run;

  boolean isAsked() {
    run.showsBy(SHOWING);
    return environment != null || run.resume().isPresent();
  }

  int atOnce() {
    if (atOnce != null && atOnce < 1) {
      throw new UsageFailure("--at-once " + atOnce + ": 1 or more");
    }
    return atOnce == null ? MANY : atOnce;
  }

  String profile() {
    return extent.profile().name();
  }

  Setting setting(List<Stack> inside) {
    return extent.setting(
        inside.stream().map(Stack::text).toList(),
        Limits.NONE,
        extent.blocks(),
        Optional.empty(),
        run.seed());
  }

  BenchmarkWork work(List<Stack> inside) {
    BenchmarkWork asked = options.parameters();
    return WorkChoice.of(
        asked.benchmarks().isEmpty() ? List.of(USUAL) : asked.benchmarks(),
        extent.profile(),
        asked.params(),
        Limits.NONE,
        inside);
  }

  /** Parameters that a node is told: its profile has its own, and they may be of no benchmark. */
  List<String> told(BenchmarkWork work) {
    List<String> own = extent.profile().params().stream().map(ParamValues::text).toList();
    return work.params().stream()
        .filter(param -> !own.contains(param) || options.parameters().params().contains(param))
        .toList();
  }

  /** Refuses a fleet of which neither is said what it left nor where it is, or is said too much. */
  void refuse(List<String> runs) {
    run.typed().refuseOthers("without --env: what the nodes left is shown as it is", SHOWING);
    if (runs.isEmpty()) {
      throw new UsageFailure(
          "name what the nodes left, or with --env the nodes that are to measure");
    }
  }
}
