package dev.tare.userland;

import dev.tare.launch.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the shared libraries and the dynamic loader that programs need, as this host would load
 * them.
 */
final class Libraries {
  private static final Pattern LOADED = Pattern.compile("(?m)^\\s(?:\\S+ => )?(/\\S+) \\(0x");

  private static final Pattern MISSING = Pattern.compile("(?m)^\\s(\\S+) => not found");

  /**
   * Are opened by name only while a program runs: name lookups, and what glibc before 2.34 kept
   * outside libc.
   */
  private static final List<String> BESIDE_LIBC =
      List.of(
          "libdl.so.2",
          "libpthread.so.0",
          "librt.so.1",
          "libutil.so.1",
          "libresolv.so.2",
          "libnss_files.so.2",
          "libnss_dns.so.2");

  private Libraries() {}

  /**
   * Returns the libraries of some programs, by the path at which the loader looks for each.
   *
   * @param folders where libraries lie that are not installed, searched first
   * @return none for a static program
   */
  static SortedMap<Path, Path> of(List<Path> programs, List<Path> folders) throws IOException {
    return parsed(said(programs, folders));
  }

  private static String said(List<Path> programs, List<Path> folders) throws IOException {
    Command ldd = Command.of("ldd").and(programs.stream().map(Path::toString).toList());
    String path = folders.stream().map(Path::toString).collect(Collectors.joining(":"));
    // Its exit code says no more than that one of them is static.
    return HostPrograms.run(path.isEmpty() ? ldd : ldd.with("LD_LIBRARY_PATH", path)).out();
  }

  /** The names of libraries that are nowhere, neither installed nor in the folders. */
  static List<String> missing(List<Path> programs, List<Path> folders) throws IOException {
    return MISSING.matcher(said(programs, folders)).results().map(one -> one.group(1)).toList();
  }

  static SortedMap<Path, Path> parsed(String ldd) {
    SortedMap<Path, Path> found = new TreeMap<>();
    Matcher loaded = LOADED.matcher(ldd);
    while (loaded.find()) {
      Path file = Path.of(loaded.group(1)).normalize();
      found.put(file, file);
    }
    return found;
  }

  /** Adds what is only opened by name, where this host has it. */
  static void addBesideLibc(SortedMap<Path, Path> libraries) {
    for (Path library : List.copyOf(libraries.keySet())) {
      if (library.getFileName().toString().equals("libc.so.6")) {
        for (String name : BESIDE_LIBC) {
          Path beside = library.resolveSibling(name);
          if (Files.exists(beside)) {
            libraries.put(beside, beside);
          }
        }
      }
    }
  }
}
