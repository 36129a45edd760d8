package dev.tare.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/** A jar that a user names to be measured with. */
final class MeasuringJar {
  private static final String VISIT = "dev/tare/cli/VisitCommand.class";

  private MeasuringJar() {}

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
