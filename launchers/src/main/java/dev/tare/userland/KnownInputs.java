package dev.tare.userland;

import dev.tare.result.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the hash of what was found for a JDK, with the size and time of each file that went into
 * it, so that a start need not read them all again. One small text file for each JDK.
 */
final class KnownInputs {
  private final Path file;

  KnownInputs(Path cache, HostJdk jdk) {
    this.file = cache.resolve("known-" + Sha256.hex(jdk.home().toString()).substring(0, 16));
  }

  /** The hash, if every file is still the one that was read. */
  Optional<String> hash() {
    try {
      List<String> lines = Files.readAllLines(file);
      if (lines.size() < 3 || !lines.get(0).equals(InputsHash.recipe())) {
        return Optional.empty();
      }
      for (String line : lines.subList(2, lines.size())) {
        if (!line.equals(stamp(Path.of(line.split(" ", 3)[2])))) {
          return Optional.empty();
        }
      }
      return Optional.of(lines.get(1));
    } catch (IOException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  void save(String hash, GuestInputs inputs) throws IOException {
    List<String> lines = new ArrayList<>(List.of(InputsHash.recipe(), hash));
    for (Path input : inputs.all()) {
      lines.add(stamp(input));
    }
    Path half = Files.createTempFile(file.getParent(), "half-", "");
    try {
      Files.writeString(half, String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(half);
    }
  }

  private static String stamp(Path input) throws IOException {
    BasicFileAttributes is = Files.readAttributes(input, BasicFileAttributes.class);
    return is.size() + " " + is.lastModifiedTime().to(TimeUnit.NANOSECONDS) + " " + input;
  }
}
