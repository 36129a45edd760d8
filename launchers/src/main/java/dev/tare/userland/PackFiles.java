package dev.tare.userland;

import dev.tare.launch.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the files of a pack: its recipe's own, and the libraries that they need. */
final class PackFiles {
  /** Belongs to the C library, which has to be the one of the loader that runs the program. */
  private static final Pattern C_LIBRARY =
      Pattern.compile(
          "(ld-linux.*|lib(c|m|mvec|dl|pthread|rt|resolv|util|anl|nss_.*))\\.so(\\..*)?");

  /** Limits the links: more after one another lead nowhere. */
  private static final int MOST_LINKS = 8;

  private final PackRecipe recipe;
  private final DebianPackages packages;
  private final Map<String, Path> roots = new TreeMap<>();
  private final SortedMap<String, Path> files = new TreeMap<>();

  PackFiles(PackRecipe recipe, DebianPackages packages) {
    this.recipe = recipe;
    this.packages = packages;
  }

  SortedMap<String, Path> find() throws IOException {
    for (String name : recipe.files().keySet()) {
      roots.put(name, packages.unpacked(name));
    }
    for (Map.Entry<String, List<String>> of : recipe.files().entrySet()) {
      for (String path : of.getValue()) {
        add(of.getKey(), path);
      }
    }
    addLibraries();
    return files;
  }

  private void add(String name, String path) throws IOException {
    if (path.equals(PackRecipe.ITSELF)) {
      boolean kernel = name.startsWith(DebianPackages.KERNEL);
      String real = kernel ? packages.kernel(name) : name;
      files.put("debs/" + name + PackRecipe.ITSELF, packages.file(real));
      return;
    }
    Path folder = roots.get(name).resolve(path);
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      files.put(
          path,
          followed(roots.get(name), folder, 0)
              .orElseThrow(() -> new LaunchException("the package " + name + " has no " + path)));
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          Path root = roots.get(name);
          followed(root, file, 0)
              .ifPresent(source -> files.put(root.relativize(file).toString(), source));
        }
      }
    }
  }

  /** Returns what a path of a package stands for, in whichever of the packages it lies. */
  private Optional<Path> followed(Path root, Path file, int links) throws IOException {
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of(file);
    }
    String path = root.relativize(file).toString();
    if (Files.isSymbolicLink(file) && links < MOST_LINKS) {
      Path target = Path.of("/" + path).resolveSibling(Files.readSymbolicLink(file)).normalize();
      path = target.toString().substring(1);
    }
    for (Path other : roots.values()) {
      Path there = other.resolve(path);
      if (!there.equals(file) && Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
        return followed(other, there, links + 1);
      }
    }
    return Optional.empty();
  }

  /** Installed libraries come first: packages are fetched only for what is not there. */
  private void addLibraries() throws IOException {
    List<Path> programs = files.values().stream().filter(PackFiles::isLoaded).toList();
    if (programs.isEmpty()) {
      return;
    }
    List<Path> all = new ArrayList<>(roots.values());
    if (!Libraries.missing(programs, GuestInputs.libraryFolders(all)).isEmpty()) {
      for (String name : recipe.files().keySet()) {
        all.addAll(packages.unpackedWithDependencies(name, PackFiles::isLibraries));
      }
    }
    List<Path> folders = GuestInputs.libraryFolders(all);
    List<String> missing = Libraries.missing(programs, folders);
    if (!missing.isEmpty()) {
      throw new LaunchException(
          "the pack " + recipe.name() + " lacks " + missing.get(0) + ", which no package has");
    }
    for (Path library : Libraries.of(programs, folders).values()) {
      String name = library.getFileName().toString();
      if (!C_LIBRARY.matcher(name).matches()) {
        files.put(Pack.LIBRARIES + "/" + name, library);
      }
    }
  }

  private static boolean isLoaded(Path file) {
    return Files.isExecutable(file) || file.getFileName().toString().contains(".so");
  }

  static boolean isLibraries(String needed) {
    return needed.startsWith("lib") || needed.startsWith("zlib");
  }

  SortedMap<String, String> versions() throws IOException {
    SortedMap<String, String> versions = new TreeMap<>();
    for (String name : recipe.files().keySet()) {
      versions.put(name, packages.version(name));
    }
    return versions;
  }
}
