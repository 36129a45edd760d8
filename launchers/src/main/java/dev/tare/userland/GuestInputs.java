package dev.tare.userland;

import dev.tare.launch.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Finds what a userland is made of.
 *
 * @param jdk the guest's JDK
 * @param files what is copied, by its path from the guest's root
 */
record GuestInputs(HostJdk jdk, SortedMap<String, Path> files) {
  static final String BUSYBOX = "bin/busybox";
  static final String SSH_SERVER = "usr/sbin/dropbear";
  private static final List<String> SSH_KEY_PROGRAMS =
      List.of("usr/bin/dropbearkey", "usr/bin/dropbearconvert");

  /**
   * Finds them on this host, programs that are installed first.
   *
   * @param packages where the others come from
   * @param progress is told what is left out, and why
   */
  static GuestInputs find(HostJdk jdk, DebianPackages packages, Consumer<String> progress)
      throws IOException {
    SortedMap<String, Path> files = new TreeMap<>();
    files.put(BUSYBOX, busybox(packages));
    SortedMap<Path, Path> libraries = Libraries.of(jdk.loaders(), List.of());
    libraries.keySet().removeIf(library -> isPartOf(jdk, library));
    Libraries.addBesideLibc(libraries);
    libraries.forEach((target, source) -> files.put(fromRoot(target), source));
    try {
      addSshServer(packages, files);
    } catch (LaunchException e) {
      progress.accept("no ssh server, so nothing but containers can be made: " + e.getMessage());
    }
    return new GuestInputs(jdk, files);
  }

  /** Every file that goes into it. */
  List<Path> all() throws IOException {
    List<Path> all = new ArrayList<>(jdk.inputs());
    all.addAll(files.values());
    return all;
  }

  private static boolean isPartOf(HostJdk jdk, Path library) {
    try {
      return library.toRealPath().startsWith(jdk.home().toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  private static String fromRoot(Path absolute) {
    return absolute.toString().substring(1);
  }

  private static Path busybox(DebianPackages packages) throws IOException {
    for (String name : List.of("/bin/busybox", "/usr/bin/busybox", "/usr/local/bin/busybox")) {
      Path installed = Path.of(name);
      if (Files.isExecutable(installed) && Libraries.of(List.of(installed), List.of()).isEmpty()) {
        return installed;
      }
    }
    return program(List.of(packages.unpacked("busybox-static")), "busybox")
        .orElseThrow(() -> new LaunchException("the package busybox-static has no busybox"));
  }

  private static void addSshServer(DebianPackages packages, SortedMap<String, Path> files)
      throws IOException {
    List<Path> roots =
        Files.isExecutable(Path.of("/" + SSH_SERVER))
            ? List.of(Path.of("/"))
            : packages.unpackedWithDependencies("dropbear-bin");
    SortedMap<String, Path> found = new TreeMap<>();
    for (String target : SSH_KEY_PROGRAMS) {
      program(roots, Path.of(target).getFileName().toString())
          .ifPresent(source -> found.put(target, source));
    }
    found.put(
        SSH_SERVER,
        program(roots, "dropbear")
            .orElseThrow(() -> new LaunchException("the package dropbear-bin has no dropbear")));
    SortedMap<Path, Path> libraries =
        Libraries.of(List.copyOf(found.values()), libraryFolders(roots));
    libraries.forEach((target, source) -> found.putIfAbsent(inGuest(source, roots), source));
    files.putAll(found);
  }

  private static Optional<Path> program(List<Path> roots, String name) {
    return roots.stream()
        .flatMap(root -> Stream.of("bin", "sbin", "usr/bin", "usr/sbin").map(root::resolve))
        .map(folder -> folder.resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static List<Path> libraryFolders(List<Path> roots) throws IOException {
    List<Path> folders = new ArrayList<>();
    for (Path root : roots) {
      if (root.getNameCount() > 0) {
        try (Stream<Path> all = Files.walk(root)) {
          all.filter(file -> file.getFileName().toString().contains(".so."))
              .map(Path::getParent)
              .distinct()
              .sorted()
              .forEach(folders::add);
        }
      }
    }
    return folders;
  }

  static String inGuest(Path library, List<Path> roots) {
    return roots.stream()
        .filter(root -> root.getNameCount() > 0 && library.startsWith(root))
        .findFirst()
        .map(root -> root.relativize(library).toString())
        .orElseGet(() -> fromRoot(library));
  }
}
