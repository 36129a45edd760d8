package dev.tare.userland;

import dev.tare.result.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Writes into the guest file system what is in it. */
final class Manifest {
  private Manifest() {}

  static void write(Path root) throws IOException {
    Path list = root.resolve(Userland.FILES_FILE);
    Path sums = root.resolve(Userland.SUMS_FILE);
    Files.writeString(sums, "", StandardCharsets.UTF_8);
    Files.writeString(list, "", StandardCharsets.UTF_8);
    List<Path> all;
    try (Stream<Path> files = Files.walk(root)) {
      all = files.filter(file -> !file.equals(root)).sorted().toList();
    }
    StringBuilder paths = new StringBuilder();
    all.forEach(file -> paths.append(root.relativize(file)).append('\n'));
    Files.writeString(list, paths, StandardCharsets.UTF_8);
    StringBuilder hashes = new StringBuilder();
    for (Path file : all) {
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && !file.equals(sums)) {
        hashes.append(Sha256.ofFile(file)).append("  ").append(root.relativize(file));
        hashes.append('\n');
      }
    }
    Files.writeString(sums, hashes, StandardCharsets.UTF_8);
    Files.setLastModifiedTime(list, Rootfs.TIME);
    Files.setLastModifiedTime(sums, Rootfs.TIME);
    Files.setLastModifiedTime(list.getParent(), Rootfs.TIME);
  }
}
