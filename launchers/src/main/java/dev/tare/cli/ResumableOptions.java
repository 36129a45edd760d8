package dev.tare.cli;

import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Is the same of verbs whose runs can be gone on with. */
final class ResumableOptions extends RunOptions {
  /** Names what shows a run and is no part of a run's plan. */
  private static final Set<String> SHOWING =
      Set.of(
          "--resume",
          "--run",
          "--format",
          "--calibration",
          "--strict",
          "--allow-missing",
          "--junit",
          "--markdown",
          "--export");

  @Option(
      names = "--resume",
      paramLabel = "ID",
      description =
          "Go on with a run that was cut short, by its id or folder; what is finished is not"
              + " repeated, and what is measured is the run's own.")
  private String resume;

  private String whole;
  private Set<String> showing = SHOWING;

  /** Has it be part of a plan, which is what is gone on with. */
  void partOf(String command) {
    whole = command;
  }

  /** Has these be what shows a run of this verb. */
  void showsBy(Set<String> options) {
    showing = options;
  }

  @Override
  Optional<String> whole() {
    return Optional.ofNullable(whole);
  }

  @Override
  boolean canResume() {
    return true;
  }

  @Override
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
