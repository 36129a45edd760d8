package dev.tare.cli;

import java.util.SplittableRandom;
import picocli.CommandLine.Option;

/** Is the same of verbs that make environments: in which order, or not at all. */
class RunOptions extends FolderOption {
  private static final long SEEDS = 1L << 48;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the order (default: a new one, which is recorded).")
  private Long seed;

  @Option(names = "--dry-run", description = "Print every command, and do nothing.")
  private boolean dry;

  /** The one that was asked for, or a new one, the same whenever it is asked. */
  @Override
  final long seed() {
    if (seed == null) {
      seed = new SplittableRandom().nextLong(SEEDS);
    }
    return seed;
  }

  @Override
  final boolean isDry() {
    return dry;
  }
}
