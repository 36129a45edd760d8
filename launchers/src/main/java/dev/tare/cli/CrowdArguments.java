package dev.tare.cli;

import dev.tare.experiment.Timing;
import dev.tare.launch.Limits;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What experiments with several environments at once have in common on the command line. */
final class CrowdArguments {
  private static final int QUICK_WARMUP_MS = 500;
  private static final int QUICK_ITERATIONS = 5;
  private static final int QUICK_ITERATION_MS = 600;

  @Option(
      names = "--env",
      paramLabel = "STACK",
      description =
          "An environment, such as docker, lxc, kvm or 'kvm(vcpus=2)/docker'; may be repeated"
              + " (default: docker, lxc and kvm, as far as this host has them).")
  private List<String> environments = new ArrayList<>();

  @Mixin private ExtentOptions extent;

  @Mixin private LimitOptions limits;

  @Mixin private ResumableOptions run;

  @Mixin private FormatOption format;

  /** The environments that were asked for, as they were written. */
  List<String> names() {
    return environments;
  }

  ResumableOptions run() {
    return run;
  }

  int blocks() {
    return extent.blocks();
  }

  Limits limits() {
    return limits.limits();
  }

  Profile profile() {
    return extent.profile();
  }

  FormatOption format() {
    return format;
  }

  /** Quick is longer here than elsewhere: those that run at once start some milliseconds apart. */
  Timing timing() {
    return profile() == Profile.quick
        ? new Timing(1, QUICK_WARMUP_MS, QUICK_ITERATIONS, QUICK_ITERATION_MS)
        : profile().timing();
  }

  /** The size of a disk workload's file, bytes. */
  long fileBytes() {
    return switch (profile()) {
      case quick -> 256L << 20;
      case standard -> 1L << 30;
      case paper -> 5L << 30;
    };
  }
}
