package dev.tare.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** The same of verbs whose runs can be gone on with. */
final class ResumableOptions extends RunOptions {
  @Option(
      names = "--resume",
      paramLabel = "ID",
      description =
          "Go on with a run that was cut short, by its id or folder; what is finished is not"
              + " repeated, and all other options are the run's own.")
  private String resume;

  @Override
  boolean canResume() {
    return true;
  }

  @Override
  Optional<String> resume() {
    if (resume != null && isDry()) {
      throw new CommandFailure(
          ExitCode.USAGE, "--resume goes on by the run's own plan, --dry-run prints a new one's");
    }
    return Optional.ofNullable(resume);
  }
}
