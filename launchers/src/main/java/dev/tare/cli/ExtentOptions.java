package dev.tare.cli;

import picocli.CommandLine.Option;

/** How long and how often is measured. */
final class ExtentOptions extends ProfileOption {
  @Option(
      names = "--blocks",
      paramLabel = "N",
      description = "How often everything is repeated (default: the profile's).")
  private Integer blocks;

  int blocks() {
    return blocks(profile().blocks());
  }

  /** As often as was asked for, or that often. */
  int blocks(int absent) {
    return blocks == null ? absent : blocks;
  }
}
