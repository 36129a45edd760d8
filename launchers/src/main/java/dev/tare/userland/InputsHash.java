package dev.tare.userland;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The hash of what a userland is made of: the same contents give it on every host. */
final class InputsHash {
  /** Changes whenever the same inputs are made into other files. */
  private static final int RECIPE = 2;

  /** How many hexadecimal digits name something. */
  static final int DIGITS = 16;

  private InputsHash() {}

  static String of(GuestInputs inputs) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(recipe());
    Path home = inputs.jdk().home();
    for (Path file : inputs.jdk().inputs()) {
      lines.add("jdk " + home.relativize(file) + " " + ofFile(file));
    }
    for (var file : inputs.files().entrySet()) {
      lines.add("file " + file.getKey() + " " + ofFile(file.getValue()));
    }
    return hex(String.join("\n", lines)).substring(0, DIGITS);
  }

  /** What this program does with the inputs. */
  static String recipe() {
    return "recipe "
        + RECIPE
        + " "
        + hex(EtcFiles.TEXTS + "\n" + EtcFiles.FOLDERS + "\n" + HostJdk.MODULES);
  }

  static String hex(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The SHA-256 of a file, in hexadecimal digits. */
  static String ofFile(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      byte[] buffer = new byte[1 << 16];
      while (in.read(buffer) >= 0) {
        continue;
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
