package dev.tare.experiment;

import dev.tare.launch.Owner;
import dev.tare.launch.Places;
import dev.tare.userland.Userland;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folders of a run on this host, gone when it ends: what it ships, small files, and data. Each
 * holds its owner's name; what a kill left is removed by the next run.
 *
 * @param scratch for small files; holds the shipped folder
 * @param data what disk benchmarks measure
 */
record RunFolders(Path scratch, Path data) {
  private static final String OWNER = "owner";
  private static final String SHIPPED = "shipped";
  private static final Path VAR_TMP = Path.of("/var/tmp");

  /** Where they will be. */
  static RunFolders planned(Owner owner, Optional<Path> data) {
    String name = Owner.PREFIX + owner.run() + "-" + owner.pid();
    Path temporary = temporary();
    Path base =
        data.map(Path::toAbsolutePath).orElse(Files.isWritable(VAR_TMP) ? VAR_TMP : temporary);
    return new RunFolders(temporary.resolve(name), base.resolve(name + "-data"));
  }

  /** Makes them, and puts the jar where it is shipped from. */
  static RunFolders make(Owner owner, Path jar, Optional<Path> data) throws IOException {
    RunFolders folders = planned(owner, data);
    for (Path base : List.of(folders.scratch.getParent(), folders.data.getParent())) {
      removeAbandoned(base);
    }
    try {
      for (Path folder : List.of(folders.scratch, folders.data)) {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(OWNER), owner.text());
      }
      Path shipped = Files.createDirectory(folders.scratch.resolve(SHIPPED));
      // A copy: a build may replace the jar while the run goes on.
      Files.copy(jar, shipped.resolve(VisitPlan.JAR));
      return folders;
    } catch (IOException e) {
      folders.remove();
      throw e;
    }
  }

  Places places(Optional<Userland> userland) {
    Path shipped = scratch.resolve(SHIPPED);
    return userland
        .map(one -> one.places(shipped, data, scratch))
        .orElseGet(
            () ->
                new Places(
                    "",
                    "",
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    shipped.toString(),
                    data.toString(),
                    scratch.toString()));
  }

  void remove() throws IOException {
    remove(scratch);
    remove(data);
  }

  private static Path temporary() {
    return Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
  }

  private static void removeAbandoned(Path base) throws IOException {
    if (!Files.isDirectory(base)) {
      return;
    }
    try (DirectoryStream<Path> ours = Files.newDirectoryStream(base, Owner.PREFIX + "*")) {
      for (Path folder : ours) {
        Path owner = folder.resolve(OWNER);
        if (Files.isRegularFile(owner, LinkOption.NOFOLLOW_LINKS) && Files.isReadable(owner)) {
          boolean abandoned =
              Owner.parse(Files.readString(owner)).filter(one -> !one.isAlive()).isPresent();
          if (abandoned && Files.isWritable(folder)) {
            remove(folder);
          }
        }
      }
    }
  }

  /** Stays where something is mounted inside: removing through a mount would remove its source. */
  private static void remove(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) || holdsMount(folder)) {
      return;
    }
    List<Path> inside;
    try (Stream<Path> all = Files.walk(folder)) {
      inside = all.sorted((a, b) -> b.compareTo(a)).toList();
    }
    for (Path one : inside) {
      Files.deleteIfExists(one);
    }
  }

  private static boolean holdsMount(Path folder) throws IOException {
    String below = folder.toRealPath() + "/";
    try (Stream<String> mounts = Files.lines(Path.of("/proc/self/mountinfo"))) {
      return mounts
          .map(line -> line.split(" "))
          .anyMatch(fields -> fields.length > 4 && fields[4].startsWith(below));
    }
  }
}
