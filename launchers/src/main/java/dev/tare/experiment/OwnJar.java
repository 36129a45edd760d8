package dev.tare.experiment;

import dev.tare.launch.LaunchException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

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
      return new OwnJar(path, hash(path));
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new LaunchException("the jar that is running is not a file: " + source, e);
    }
  }

  private static String hash(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
