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

  /**
   * Refuses what is no jar.
   *
   * @param name what messages call it
   */
  static void checkReadable(String name, Path jar) {
    if (!Files.exists(jar)) {
      throw new UsageFailure(name + ": no such file" + Nearest.asked(jar));
    }
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      zip.size();
    } catch (IOException e) {
      throw new UsageFailure(name + ": cannot be read (" + CommandFailure.reason(e) + ")");
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
