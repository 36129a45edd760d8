package dev.tare.cli;

import dev.tare.result.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/** A jar that a user names to be measured with. */
final class MeasuringJar {
  private static final String TRIAL = "dev/tare/cli/TrialCommand.class";

  private MeasuringJar() {}

  /** The absolute path of a jar of this suite; refuses what cannot be read. */
  static String checked(String option, Path jar) {
    checkReadable(option, jar);
    return jar.toAbsolutePath().normalize().toString();
  }

  /** Refuses what is no jar. */
  static void checkReadable(String option, Path jar) {
    if (!Files.exists(jar)) {
      throw new CommandFailure(
          ExitCode.USAGE, option + " " + jar + ": no such file" + Nearest.asked(jar));
    }
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      zip.size();
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.USAGE, option + " " + jar + ": cannot be read (" + e.getMessage() + ")");
    }
  }

  /** Tells whether a jar makes trials itself; what cannot be read is refused later. */
  static boolean isOurs(Path jar) {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.getEntry(TRIAL) != null;
    } catch (IOException e) {
      return true;
    }
  }
}
