package dev.tare.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all verbs that measure have in common: a run is kept in a folder. */
class FolderOption {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run folder, new or empty (default: results/runs/<id>).")
  private Path out;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec verb;

  /** What was typed, the verb first. */
  final String command() {
    return String.join(" ", verb.root().commandLine().getParseResult().originalArgs());
  }

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
