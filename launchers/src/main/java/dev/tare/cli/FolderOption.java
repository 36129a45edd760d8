package dev.tare.cli;

import dev.tare.bench.run.UserPaths;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Describes what all verbs that measure have in common: a run is kept in a folder. */
class FolderOption {
  private static final String OUT = "--out";

  @Option(
      names = OUT,
      paramLabel = "DIR",
      description = "The run folder, new or empty (default: results/runs/<id>).")
  private Path out;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec verb;

  final TypedOptions typed() {
    return TypedOptions.of(verb);
  }

  /** Returns what was typed, the verb first, as it is kept: without where this user's files lie. */
  final String command() {
    return kept(verb.root().commandLine().getParseResult().originalArgs());
  }

  /** The run's folder may be anywhere: of an absolute one its own name is enough. */
  static String kept(List<String> typed) {
    List<String> words = new ArrayList<>();
    String before = "";
    for (String word : typed) {
      boolean joined = word.startsWith(OUT + "=");
      String folder = joined ? word.substring(OUT.length() + 1) : word;
      boolean absolute = (joined || before.equals(OUT)) && Path.of(folder).isAbsolute();
      words.add(
          absolute ? word.substring(0, word.length() - folder.length()) + name(folder) : word);
      before = word;
    }
    return UserPaths.kept(String.join(" ", words));
  }

  private static String name(String folder) {
    return String.valueOf(Path.of(folder).normalize().getFileName());
  }

  final Optional<Path> out() {
    return Optional.ofNullable(out);
  }

  /** The folder of a run that begins, the same from now on. */
  final Path settled(Instant started) {
    out = RunPlace.of(out(), started);
    return out;
  }

  /** Returns that of the order; 0 where there is none. */
  long seed() {
    return 0;
  }

  /** Tells whether nothing is to be done, and every command to be printed. */
  boolean isDry() {
    return false;
  }

  /** Tells whether what is cut short can be gone on with. */
  boolean canResume() {
    return false;
  }

  /** Returns the command that goes on with all that this is a part of; absent where it is none. */
  Optional<String> whole() {
    return Optional.empty();
  }

  /** The run that is to be gone on with, by its id or folder; absent where a new one begins. */
  Optional<String> resume() {
    return Optional.empty();
  }
}
