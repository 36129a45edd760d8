package dev.tare.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A run needs a folder of its own. */
final class NewFolder {
  private NewFolder() {}

  /** Refuses one that holds anything. */
  static void check(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> inside = Files.list(folder)) {
        if (inside.findAny().isPresent()) {
          throw new CommandFailure(
              ExitCode.USAGE, "--out " + folder + ": not empty; a run needs a folder of its own");
        }
      }
    }
  }
}
