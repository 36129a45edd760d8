package dev.tare.userland;

import dev.tare.launch.Command;
import dev.tare.launch.Ended;
import dev.tare.launch.Places;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Writes the guest file system into an empty folder. */
final class Rootfs {
  /** Every file's: 2000-01-01, so that when it was built changes nothing. */
  static final FileTime TIME = FileTime.fromMillis(946_684_800_000L);

  private static final Map<String, String> MODES =
      Map.of("tmp", "rwxrwxrwx", "var/tmp", "rwxrwxrwx", "root", "rwx------");

  private final Path root;
  private final GuestInputs inputs;

  Rootfs(Path root, GuestInputs inputs) {
    this.root = root;
    this.inputs = inputs;
  }

  void write(String hash, Consumer<String> progress) throws IOException {
    for (String folder : EtcFiles.FOLDERS) {
      Files.createDirectories(root.resolve(folder));
    }
    linkMergedFolders();
    for (var file : inputs.files().entrySet()) {
      Path target = root.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.copy(file.getValue(), target, StandardCopyOption.REPLACE_EXISTING);
    }
    for (var text : EtcFiles.TEXTS.entrySet()) {
      Files.writeString(root.resolve(text.getKey()), text.getValue(), StandardCharsets.UTF_8);
    }
    Files.createSymbolicLink(root.resolve("var/run"), Path.of("../run"));
    linkApplets();
    progress.accept(inputs.jdk().isLinkable() ? "linking the JDK" : "copying the JDK");
    inputs.jdk().make(root.resolve("opt/java"));
    Files.writeString(root.resolve(Userland.HASH_FILE), hash + "\n", StandardCharsets.UTF_8);
    settle();
    // The archive names the time of the classes that it was made of, so it comes after.
    progress.accept("dumping the JDK's classes");
    HostJdk.dumpClasses(root.resolve(Places.USERLAND_JAVA.substring(1)));
    settle();
  }

  /** Keeps links as on the host whose libraries these are: the loader's path goes through them. */
  private void linkMergedFolders() throws IOException {
    for (String name : List.of("bin", "sbin", "lib", "lib32", "lib64", "libx32")) {
      Path host = Path.of("/", name);
      if (Files.isSymbolicLink(host)) {
        Files.createDirectories(root.resolve("usr").resolve(name));
        Files.createSymbolicLink(root.resolve(name), Path.of("usr", name));
      }
    }
  }

  private void linkApplets() throws IOException {
    Path busybox = inputs.files().get(GuestInputs.BUSYBOX);
    Ended listed = HostPrograms.run(Command.of(busybox.toString(), "--list-full"));
    Path shell = root.resolve(GuestInputs.BUSYBOX).toRealPath();
    for (String applet : listed.out().strip().split("\\R")) {
      Path link = root.resolve(applet);
      if (applet.contains("/") && !Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
        // Relative, so that it means the guest's own also to who looks from outside.
        Path parent = Files.createDirectories(link.getParent()).toRealPath();
        Files.createSymbolicLink(parent.resolve(link.getFileName()), parent.relativize(shell));
      }
    }
  }

  /** Gives everything the modes and the time that it has on every host. */
  private void settle() throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(root)) {
      all = files.toList();
    }
    for (int i = all.size() - 1; i >= 0; i--) {
      Path file = all.get(i);
      if (!Files.isSymbolicLink(file)) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode(file)));
        Files.setLastModifiedTime(file, TIME);
      }
    }
  }

  private String mode(Path file) {
    boolean runs = Files.isDirectory(file) || Files.isExecutable(file);
    String usual = runs ? "rwxr-xr-x" : "rw-r--r--";
    return MODES.getOrDefault(root.relativize(file).toString(), usual);
  }
}
