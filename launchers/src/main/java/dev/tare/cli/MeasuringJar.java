package dev.tare.cli;

import dev.tare.experiment.OwnJar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/** A jar that is measured with: the one that runs, or one that a user names. */
final class MeasuringJar {
  private static final String VISIT = "dev/tare/cli/VisitCommand.class";

  private MeasuringJar() {}

  /** The jar that runs. */
  static Path own() {
    try {
      return OwnJar.running().path();
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.FAILED, e.getMessage());
    }
  }

  /** Its absolute path; refuses what cannot make a visit. */
  static Path checked(String option, Path jar) {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      if (zip.getEntry(VISIT) == null) {
        throw new CommandFailure(
            ExitCode.USAGE, option + " " + jar + ": not a jar of this suite that can make visits");
      }
      return jar.toAbsolutePath().normalize();
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.USAGE, option + " " + jar + ": cannot be read (" + e.getMessage() + ")");
    }
  }
}
