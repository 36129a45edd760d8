package dev.tare.experiment;

import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Describes what is printed in the places of a run by several trials at once; kept nowhere in a dry
 * run.
 */
public record ConsoleLog(Optional<RunFolder> folder) {
  /** Adds a line to what was printed in a place. */
  public synchronized void add(String place, String line) {
    if (folder.isEmpty()) {
      return;
    }
    try {
      Files.writeString(
          folder.get().console(place),
          line + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      // A full disk loses what was printed, not what was measured: that is written elsewhere.
      return;
    }
  }
}
