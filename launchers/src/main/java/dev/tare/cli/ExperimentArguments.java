package dev.tare.cli;

import dev.tare.experiment.Setting;
import dev.tare.experiment.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Describes what experiments have in common on the command line. */
final class ExperimentArguments {
  private static final int QUICK_WARMUP_MS = 500;
  private static final int QUICK_ITERATIONS = 5;
  private static final int QUICK_ITERATION_MS = 600;

  /** Stands between two environments: a comma that is in no brackets. */
  static final String BETWEEN_STACKS = ",(?![^(]*\\))";

  @Option(
      names = "--env",
      paramLabel = "STACK",
      split = BETWEEN_STACKS,
      splitSynopsisLabel = ",",
      description =
          "Environments, such as docker,lxc,kvm or 'kvm(vcpus=2)/docker'; may be repeated"
              + " (default: USUAL, as far as this host has them).")
  private List<String> environments = new ArrayList<>();

  @Mixin private ExtentOptions extent;

  @Mixin private LimitOptions limits;

  @Mixin private RunOptions run;

  @Mixin private FormatOption format;

  RunOptions run() {
    return run;
  }

  /**
   * Returns all of it; refuses what will not do, in one line.
   *
   * @param together whether forks run at once
   */
  Setting setting(boolean together) {
    return UsageFailure.unlessRefused(
        () ->
            new Setting(
                environments,
                limits.limits(),
                extent.blocks(),
                together ? timing() : profile().timing(),
                profile() == Profile.quick,
                params(),
                fileBytes(),
                AllowedCpus.of(limits.limits()),
                Optional.empty(),
                run.seed()));
  }

  /** One value for each parameter: what is measured is one benchmark in one shape. */
  private List<String> params() {
    return profile().params().stream().map(given -> given.first().text()).toList();
  }

  Profile profile() {
    return extent.profile();
  }

  FormatOption format() {
    return format;
  }

  /** Quick is longer here than elsewhere: those that run at once start some milliseconds apart. */
  private Timing timing() {
    return profile() == Profile.quick
        ? new Timing(
            1, Timing.cut(QUICK_WARMUP_MS), QUICK_ITERATIONS, Timing.cut(QUICK_ITERATION_MS))
        : profile().timing();
  }

  /** Returns the size of a disk workload's file, bytes. */
  private long fileBytes() {
    return switch (profile()) {
      case quick -> 256L << 20;
      case standard -> 1L << 30;
      case paper -> 5L << 30;
    };
  }
}
