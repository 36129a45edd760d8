package dev.tare.cli;

import dev.tare.compare.Calibrations;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.CalibrationFile;
import dev.tare.userland.CacheFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Says which calibration decides what change counts. */
final class CalibrationOption {
  private static final String NONE = "none";

  @Option(
      names = "--calibration",
      paramLabel = "FILE",
      description =
          "What selftest saved, for results of that place; none uses none. The smallest change"
              + " that the place can show by it, where that is more than the smallest that"
              + " matters, is what counts. Default: this user's own, for results that say that they are of its"
              + " place.")
  private String file;

  /** Names where {@code selftest} saves, and where it is looked for. */
  static Path own() {
    return CacheFolder.of(System.getenv(), System.getProperty("user.home"))
        .resolve("calibration.json");
  }

  Calibrations calibrations() {
    if (NONE.equals(file)) {
      return Calibrations.NONE;
    }
    Path path = file == null ? own() : Path.of(file);
    if (file == null && !Files.isReadable(path)) {
      return Calibrations.NONE;
    }
    try {
      return new Calibrations(CalibrationFile.read(path), file != null);
    } catch (BadInput e) {
      throw new UsageFailure(e.getMessage() + "; --calibration none goes without");
    }
  }
}
