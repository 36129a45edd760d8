package dev.tare.cli;

import dev.tare.launch.ScratchFolders;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The jars of two revisions in the folder of their run: gone again where it has not begun. */
final class BuiltJars implements AutoCloseable {
  private final Path folder;
  private final boolean isNew;
  private GateSides.Jars jars;

  /**
   * @param folder of the run's, for what is built
   * @param isNew whether the run's folder was not there before
   */
  BuiltJars(Path folder, boolean isNew) {
    this.folder = folder;
    this.isNew = isNew;
  }

  Path folder() {
    return folder;
  }

  void are(GateSides.Named baseline, GateSides.Named candidate) {
    jars = new GateSides.Jars(Optional.of(baseline), Optional.of(candidate));
  }

  GateSides.Jars jars() {
    return jars;
  }

  /** Removes them, and the run's folder where it holds nothing else. */
  void forget(boolean butLogs) throws IOException {
    if (!butLogs) {
      ScratchFolders.remove(folder);
    } else if (Files.exists(folder)) {
      try (DirectoryStream<Path> built = Files.newDirectoryStream(folder, "*.jar")) {
        for (Path jar : built) {
          Files.delete(jar);
        }
      }
    }
    if (isNew && !Files.exists(folder)) {
      Files.deleteIfExists(folder.getParent());
    }
  }

  @Override
  public void close() throws IOException {
    if (!RunPlace.hasBegun(folder.getParent())) {
      forget(false);
    }
  }
}
