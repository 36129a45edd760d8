package dev.tare.cli;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The jar that is running: what is shipped into every environment. */
final class OwnJar {
  private OwnJar() {}

  static Path path() {
    try {
      Path own = Path.of(OwnJar.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isRegularFile(own)) {
        return own;
      }
      throw new CommandFailure(
          ExitCode.FAILED, own + " is no jar: run the built one, java -jar target/benchmarks.jar");
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
