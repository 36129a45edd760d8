package dev.tare.experiment;

import dev.tare.result.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of the user's that a run measures, so that a run that goes on measures the same.
 *
 * @param path absolute
 * @param sha256 of its content, in hexadecimal digits
 */
public record HashedFile(String path, String sha256) {
  public static HashedFile of(Path file) throws IOException {
    Path absolute = file.toAbsolutePath().normalize();
    return new HashedFile(absolute.toString(), Sha256.ofFile(absolute));
  }

  /**
   * Checks that it is what it was.
   *
   * @throws IllegalArgumentException in one line, where it is not
   */
  public void checkSame() throws IOException {
    if (!Files.isReadable(Path.of(path))) {
      throw new IllegalArgumentException(path + " is gone; the run goes on with the same file");
    }
    if (!of(Path.of(path)).equals(this)) {
      throw new IllegalArgumentException(
          path
              + " is not what it was (sha-256 "
              + sha256
              + "); the run goes on with the same file");
    }
  }
}
