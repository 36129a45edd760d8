package dev.tare.cli;

import dev.tare.experiment.Setting;
import dev.tare.launch.Limits;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Describes how long and how often is measured. */
final class ExtentOptions {
  @Option(
      names = "--profile",
      paramLabel = "NAME",
      defaultValue = "quick",
      description =
          "quick, standard or paper: how long, how often, which sizes (default: ${DEFAULT-VALUE}).")
  private Profile profile;

  @Option(
      names = "--blocks",
      paramLabel = "N",
      description = "How often everything is repeated (default: the profile's).")
  private Integer blocks;

  Profile profile() {
    return profile;
  }

  boolean hasBlocks() {
    return blocks != null;
  }

  int blocks() {
    return blocks(profile.blocks());
  }

  /** Returns it as often as was asked for, or that often. */
  int blocks(int absent) {
    return blocks == null ? absent : blocks;
  }

  /**
   * Returns that of verbs that run benchmarks of the user's choice; refuses what will not do, in
   * one line.
   *
   * @param environments as they were written
   * @param data where disk benchmarks measure; absent: the usual place
   */
  Setting setting(
      List<String> environments, Limits limits, int often, Optional<String> data, long seed) {
    return UsageFailure.unlessRefused(
        () ->
            new Setting(
                environments,
                limits,
                often,
                profile.timing(),
                profile == Profile.quick,
                List.of(),
                0,
                AllowedCpus.of(limits),
                data,
                seed));
  }
}
