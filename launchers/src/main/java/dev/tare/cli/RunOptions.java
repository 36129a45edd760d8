package dev.tare.cli;

import dev.tare.bench.run.UserPaths;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Describes what verbs that measure have in common: a run is kept in a folder, in some order, and
 * can be gone on with. A verb that has no use for one of these options is {@link #without} it.
 */
final class RunOptions {
  private static final String OUT = "--out";
  private static final String SEED = "--seed";
  private static final String RESUME = "--resume";
  private static final long SEEDS = 1L << 48;

  /** Names what shows a run and is no part of a run's plan. */
  private static final Set<String> SHOWING =
      Set.of(
          RESUME,
          "--run",
          "--format",
          "--calibration",
          "--strict",
          "--allow-missing",
          "--junit",
          "--markdown",
          "--export");

  @Option(
      names = OUT,
      paramLabel = "DIR",
      description = "The run folder, new or empty (default: results/runs/<id>).")
  private Path out;

  @Option(
      names = SEED,
      paramLabel = "N",
      description = "Of the order (default: a new one, which is recorded).")
  private Long seed;

  @Option(names = "--dry-run", description = "Print every command, and do nothing.")
  private boolean dry;

  @Option(
      names = RESUME,
      paramLabel = "ID",
      description =
          "Go on with a run that was cut short, by its id or folder; what is finished is not"
              + " repeated, and what is measured is the run's own.")
  private String resume;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec verb;

  private String whole;
  private Set<String> showing = SHOWING;

  /** Takes options from a verb that they would have no effect on. */
  static CommandSpec without(CommandSpec verb, String... names) {
    Stream.of(names).map(verb::findOption).forEach(verb::remove);
    return verb;
  }

  /** Has it be part of a plan, which is what is gone on with. */
  void partOf(String command) {
    whole = command;
  }

  /** Has these be what shows a run of this verb. */
  void showsBy(Set<String> options) {
    showing = options;
  }

  TypedOptions typed() {
    return TypedOptions.of(verb);
  }

  /** Returns what was typed, the verb first, as it is kept: without where this user's files lie. */
  String command() {
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

  Optional<Path> out() {
    return Optional.ofNullable(out);
  }

  /** The folder of a run that begins, the same from now on. */
  Path settled(Instant started) {
    out = RunPlace.of(out(), started);
    return out;
  }

  /** The one that was asked for, or a new one, the same whenever it is asked; 0 without order. */
  long seed() {
    if (verb.findOption(SEED) == null) {
      return 0;
    }
    if (seed == null) {
      seed = new SplittableRandom().nextLong(SEEDS);
    }
    return seed;
  }

  /** Tells whether nothing is to be done, and every command to be printed. */
  boolean isDry() {
    return dry;
  }

  /** Tells whether what is cut short can be gone on with. */
  boolean canResume() {
    return verb.findOption(RESUME) != null;
  }

  /** Returns the command that goes on with all that this is a part of; absent where it is none. */
  Optional<String> whole() {
    return Optional.ofNullable(whole);
  }

  /** The run that is to be gone on with, by its id or folder; absent where a new one begins. */
  Optional<String> resume() {
    if (resume != null && isDry()) {
      throw new UsageFailure(
          "--resume goes on by the run's own plan, --dry-run prints a new one's");
    }
    if (resume != null) {
      typed().refuseOthers("with --resume: the run goes on by its own plan", showing);
    }
    return Optional.ofNullable(resume);
  }
}
