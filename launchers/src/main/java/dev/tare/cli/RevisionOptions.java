package dev.tare.cli;

import dev.tare.bench.app.CommandWords;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of {@code gate --run} that are about two revisions of what lies here. */
final class RevisionOptions {
  /** Holds what lies in the work tree, changes that are not committed included. */
  static final String WORKTREE = "WORKTREE";

  @Option(
      names = "--baseline-rev",
      paramLabel = "REV",
      description = "A git revision that is built and measured, such as HEAD~1.")
  private String baseline;

  @Option(
      names = "--candidate-rev",
      paramLabel = "REV",
      description =
          "The one that is compared with it; WORKTREE is what git tracks here, with the changes"
              + " that are not committed (default: WORKTREE).")
  private String candidate;

  @Option(
      names = "--build",
      paramLabel = "TEXT",
      description =
          "The command that builds either, in a work tree of its own (default: mvn -q package"
              + " -DskipTests).")
  private String build;

  @Option(
      names = "--jar",
      paramLabel = "PATH",
      description = "The JMH jar that it leaves there (default: target/benchmarks.jar).")
  private Path jar;

  boolean areGiven() {
    return baseline != null;
  }

  void check() {
    if (baseline == null && (candidate != null || build != null || jar != null)) {
      throw new UsageFailure("--candidate-rev, --build and --jar are for --baseline-rev");
    }
    if (areGiven()) {
      UsageFailure.checked("--build: ", () -> CommandWords.of(build()));
      if (jar().isAbsolute()) {
        throw new UsageFailure("--jar " + jar + ": below the work tree");
      }
    }
  }

  String baseline() {
    return baseline;
  }

  String candidate() {
    return candidate == null ? WORKTREE : candidate;
  }

  String build() {
    return build == null ? "mvn -q package -DskipTests" : build;
  }

  Path jar() {
    return jar == null ? Path.of("target", "benchmarks.jar") : jar;
  }
}
