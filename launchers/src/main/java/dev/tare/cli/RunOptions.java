package dev.tare.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import picocli.CommandLine.Option;

/** What verbs have in common that keep a run in a folder: where, in which order, or not at all. */
class RunOptions {
  private static final long SEEDS = 1L << 48;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the order (default: a new one, which is recorded).")
  private Long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run folder, new or empty (default: results/runs/<id>).")
  private Path out;

  @Option(names = "--dry-run", description = "Print every command, and do nothing.")
  private boolean dry;

  /** Of the order: the one that was asked for, or a new one, the same whenever it is asked. */
  final long seed() {
    if (seed == null) {
      seed = new SplittableRandom().nextLong(SEEDS);
    }
    return seed;
  }

  final Optional<Path> out() {
    return Optional.ofNullable(out);
  }

  final boolean isDry() {
    return dry;
  }

  /** Whether what is cut short can be gone on with. */
  boolean canResume() {
    return false;
  }

  /** The run that is to be gone on with, by its id or folder; absent where a new one begins. */
  Optional<String> resume() {
    return Optional.empty();
  }
}
