package dev.tare.userland;

import dev.tare.launch.Command;
import dev.tare.launch.LaunchException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Debian packages, unpacked into a folder of the cache but never installed: first those that were
 * fetched before, then those that apt has kept, and only then what apt can download.
 */
final class DebianPackages {
  static final String KERNEL = "linux-image-";

  private static final Path APT = Path.of("/var/cache/apt/archives");

  private final Path fetched;
  private final Path unpacked;
  private final List<Path> folders;

  DebianPackages(Path cache) {
    this.fetched = cache.resolve("debs");
    this.unpacked = cache.resolve("unpacked");
    this.folders = List.of(fetched, APT);
  }

  /** The roots of a package and of what it depends on, unpacked; the C library is left out. */
  List<Path> unpackedWithDependencies(String name) throws IOException {
    return unpackedWithDependencies(name, needed -> true);
  }

  /** Unpacks it with only those of what it depends on whose names are followed. */
  List<Path> unpackedWithDependencies(String name, Predicate<String> followed) throws IOException {
    List<Path> roots = new ArrayList<>();
    for (Path file : filesWithDependencies(name, followed)) {
      roots.add(unpacked(file));
    }
    return roots;
  }

  /** The files of a package and of some of what it depends on; the C library is left out. */
  List<Path> filesWithDependencies(String name, Predicate<String> followed) throws IOException {
    List<Path> files = new ArrayList<>();
    List<String> todo = new ArrayList<>(List.of(name));
    Set<String> seen = new LinkedHashSet<>(Set.of("libc6", "libgcc-s1", "debconf"));
    while (!todo.isEmpty()) {
      String next = todo.remove(0);
      if (seen.add(next)) {
        Path file = file(next);
        files.add(file);
        dependencies(file).stream().filter(followed).forEach(todo::add);
      }
    }
    return files;
  }

  Path unpacked(String name) throws IOException {
    return unpacked(file(name));
  }

  /** Returns the names of the packages that a package depends on, the first of alternatives. */
  List<String> needs(String name) throws IOException {
    return dependencies(file(name));
  }

  /** Returns the name of the kernel's own package that another one only depends on. */
  String kernel(String meta) throws IOException {
    return needs(meta).stream()
        .filter(name -> name.startsWith(KERNEL))
        .findFirst()
        .orElseThrow(() -> new LaunchException("package " + meta + " names no kernel"));
  }

  String version(String name) throws IOException {
    String[] parts = file(name).getFileName().toString().split("_");
    return parts[1].replace("%3a", ":");
  }

  private Path unpacked(Path file) throws IOException {
    Path root = unpacked.resolve(file.getFileName().toString().replaceFirst("\\.deb$", ""));
    if (!Files.isDirectory(root)) {
      CacheLock.half(
          unpacked,
          half -> {
            HostPrograms.ran(
                Command.of("dpkg-deb", "-x", file.toString(), half.toString()),
                "remove " + file + " if it is damaged, and try again");
            Files.move(half, root);
          });
    }
    return root;
  }

  Path file(String name) throws IOException {
    Optional<Path> found = newest(name);
    if (found.isPresent()) {
      return found.get();
    }
    CacheLock.half(fetched, half -> download(name, half));
    return newest(name)
        .orElseThrow(
            () -> new LaunchException("apt-get left no package " + name + " in " + fetched));
  }

  /** Downloads it beside the others: a download that is cut short must not look like a package. */
  private void download(String name, Path half) throws IOException {
    String remedy = "while online: apt-get update, then try again; or put its .deb into " + fetched;
    HostPrograms.ran(
        "apt-get",
        Command.of("env", "-C", half.toString(), "apt-get", "-q", "download", name),
        "no package " + name + "; " + remedy);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(half, "*.deb")) {
      for (Path file : files) {
        Files.move(file, fetched.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** Removes what was fetched or unpacked by a program that was killed meanwhile. */
  void removeHalves() throws IOException {
    CacheLock.removeHalves(fetched);
    CacheLock.removeHalves(unpacked);
  }

  private Optional<Path> newest(String name) throws IOException {
    for (Path folder : folders) {
      Optional<Path> found = newest(name, folder);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> newest(String name, Path folder) throws IOException {
    Path newest = null;
    FileTime time = FileTime.fromMillis(0);
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, name + "_*.deb")) {
        for (Path file : files) {
          FileTime changed = Files.getLastModifiedTime(file);
          if (changed.compareTo(time) > 0) {
            newest = file;
            time = changed;
          }
        }
      }
    }
    return Optional.ofNullable(newest);
  }

  private static List<String> dependencies(Path file) throws IOException {
    return dependencies(
        HostPrograms.ran(
            Command.of("dpkg-deb", "-f", file.toString(), "Pre-Depends", "Depends"),
            "remove " + file + " if it is damaged, and try again"));
  }

  /** Returns the names in a control file's fields, the first of alternatives. */
  static List<String> dependencies(String fields) {
    List<String> names = new ArrayList<>();
    for (String line : fields.split("\\R")) {
      for (String one : line.replaceFirst("^[A-Za-z-]+: ", "").split(",")) {
        String name = one.strip().split("[ (|:]", 2)[0];
        if (!name.isEmpty()) {
          names.add(name);
        }
      }
    }
    return names;
  }
}
