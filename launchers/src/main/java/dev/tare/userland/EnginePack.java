package dev.tare.userland;

import dev.tare.result.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Collects Docker and LXC for the inside of a guest, from Debian's packages. Its programs lie in
 * {@code /usr/local}, so that they never stand in the place of the userland's files.
 *
 * @param files what is copied, by its path from the guest's root
 * @param links symbolic links by their path, with what they point to
 */
record EnginePack(SortedMap<String, Path> files, SortedMap<String, String> links) {
  private static final String PROGRAMS = "usr/local/bin/";

  /** Programs by the package that has them. */
  private static final Map<String, List<String>> WANTED =
      new TreeMap<>(
          Map.of(
              "docker.io", List.of("docker", "dockerd", "docker-proxy", "docker-init"),
              "containerd", List.of("containerd", "containerd-shim-runc-v2"),
              "runc", List.of("runc"),
              "tini", List.of("tini-static"),
              "lxc",
                  List.of(
                      "lxc-attach", "lxc-execute", "lxc-info", "lxc-start", "lxc-stop", "lxc-wait"),
              "liblxc1", List.of(),
              "liblxc-common", List.of(),
              "iptables", List.of("xtables-nft-multi"),
              "iproute2", List.of("ip", "tc")));

  /** Lists whole folders of packages, at the place where their programs look for them. */
  private static final Map<String, List<String>> FOLDERS =
      new TreeMap<>(
          Map.of(
              "lxc", List.of("usr/share/lxc"),
              "liblxc-common", List.of("usr/sbin", "usr/libexec/lxc", "usr/share/lxc/config"),
              "iptables", List.of("usr/lib")));

  /** Names what a program is called by, beside its own name. */
  private static final Map<String, String> NAMES =
      new TreeMap<>(
          Map.of(
              "docker-init", "tini-static",
              "iptables", "xtables-nft-multi",
              "iptables-save", "xtables-nft-multi",
              "iptables-restore", "xtables-nft-multi",
              "ip6tables", "xtables-nft-multi",
              "ip6tables-save", "xtables-nft-multi",
              "ip6tables-restore", "xtables-nft-multi"));

  /** Lists what is taken from packages, by name. */
  static String recipe() {
    return WANTED + "\n" + FOLDERS + "\n" + NAMES;
  }

  /** Finds its packages, and downloads those that are nowhere yet. */
  static EnginePack find(DebianPackages packages) throws IOException {
    SortedMap<String, Path> files = new TreeMap<>();
    SortedMap<String, String> links = new TreeMap<>();
    List<Path> roots = new ArrayList<>();
    for (var wanted : WANTED.entrySet()) {
      Path root = packages.unpacked(wanted.getKey());
      roots.add(root);
      for (String program : wanted.getValue()) {
        addProgram(root, program, files);
      }
      for (String folder : FOLDERS.getOrDefault(wanted.getKey(), List.of())) {
        addFolder(root, folder, files, links);
      }
    }
    NAMES.forEach((name, target) -> links.put(PROGRAMS + name, target));
    addLibraries(packages, roots, files);
    return new EnginePack(files, links);
  }

  private static void addProgram(Path root, String program, SortedMap<String, Path> files) {
    Stream.of("usr/bin", "usr/sbin", "bin", "sbin")
        .map(folder -> root.resolve(folder).resolve(program))
        .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
        .findFirst()
        .ifPresent(file -> files.put(PROGRAMS + program, file));
  }

  private static void addFolder(
      Path root, String folder, SortedMap<String, Path> files, SortedMap<String, String> links)
      throws IOException {
    try (Stream<Path> all = Files.walk(root.resolve(folder))) {
      for (Path file : all.toList()) {
        String path = root.relativize(file).toString();
        if (Files.isSymbolicLink(file)) {
          links.put(path, Files.readSymbolicLink(file).toString());
        } else if (Files.isRegularFile(file)) {
          files.put(path, file);
        }
      }
    }
  }

  /** Installed libraries come first: packages are fetched only for what is not there. */
  private static void addLibraries(
      DebianPackages packages, List<Path> roots, SortedMap<String, Path> files) throws IOException {
    List<Path> programs = files.values().stream().filter(file -> Files.isExecutable(file)).toList();
    List<Path> all = new ArrayList<>(roots);
    if (!Libraries.missing(programs, GuestInputs.libraryFolders(all)).isEmpty()) {
      for (String name : WANTED.keySet()) {
        all.addAll(packages.unpackedWithDependencies(name, needed -> needed.startsWith("lib")));
      }
    }
    List<Path> folders = GuestInputs.libraryFolders(all);
    for (Path source : Libraries.of(programs, folders).values()) {
      files.putIfAbsent(GuestInputs.inGuest(source, all), source);
    }
  }

  String hash() throws IOException {
    List<String> lines = new ArrayList<>();
    for (var file : files.entrySet()) {
      lines.add(file.getKey() + " " + Sha256.ofFile(file.getValue()));
    }
    links.forEach((link, target) -> lines.add(link + " -> " + target));
    return Sha256.hex(String.join("\n", lines)).substring(0, InputsHash.DIGITS);
  }

  /** Copies it into the root of a file system, beside what is there. */
  void copy(Path root) throws IOException {
    for (var file : files.entrySet()) {
      Path target = root.resolve(file.getKey());
      if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectories(target.getParent());
        Files.copy(file.getValue(), target);
      }
    }
    for (var link : links.entrySet()) {
      Path target = root.resolve(link.getKey());
      if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectories(target.getParent());
        Files.createSymbolicLink(target, Path.of(link.getValue()));
      }
    }
  }
}
