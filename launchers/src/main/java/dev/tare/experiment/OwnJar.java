package dev.tare.experiment;

import dev.tare.launch.LaunchException;
import dev.tare.result.Sha256;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

/**
 * The jar that is running, which is what environments are given to run.
 *
 * @param path of the file
 * @param sha256 in hexadecimal digits
 */
public record OwnJar(Path path, String sha256) {
  /** Found by where this class came from. */
  public static OwnJar running() throws IOException {
    CodeSource source = OwnJar.class.getProtectionDomain().getCodeSource();
    try {
      Path path = Path.of(source.getLocation().toURI());
      if (!Files.isRegularFile(path)) {
        throw new LaunchException(
            "not running from its jar (" + path + "), so nothing can be shipped: java -jar it");
      }
      return new OwnJar(path, Sha256.ofFile(path));
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new LaunchException("the jar that is running is not a file: " + source, e);
    }
  }
}
