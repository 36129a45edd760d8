package dev.tare.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What all verbs that measure have in common: a run is kept in a folder. */
class FolderOption {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run folder, new or empty (default: results/runs/<id>).")
  private Path out;

  final Optional<Path> out() {
    return Optional.ofNullable(out);
  }

  /** Of the order; 0 where there is none. */
  long seed() {
    return 0;
  }

  /** Whether nothing is to be done, and every command to be printed. */
  boolean isDry() {
    return false;
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
