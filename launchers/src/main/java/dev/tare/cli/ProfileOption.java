package dev.tare.cli;

import picocli.CommandLine.Option;

/** Describes how long each fork measures. */
class ProfileOption {
  @Option(
      names = "--profile",
      paramLabel = "NAME",
      defaultValue = "quick",
      description =
          "quick, standard or paper: how long, how often, which sizes (default: ${DEFAULT-VALUE}).")
  private Profile profile;

  final Profile profile() {
    return profile;
  }
}
