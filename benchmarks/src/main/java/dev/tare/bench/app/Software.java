package dev.tare.bench.app;

import dev.tare.probe.TimedCommand;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the programs of a pack: in the folder {@code packs/NAME} beside the jar that runs, where
 * runs ship it, or else on the path.
 *
 * @param name of the pack
 * @param folder absent where it was not shipped
 */
record Software(String name, Optional<Path> folder) {
  /** Names a folder that holds packs, each under its name, in place of the one beside the jar. */
  static final String PROPERTY = "tare.packs";

  private static final String LIBRARIES = "lib";

  static Software of(String name) {
    Path packs =
        Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of).orElseGet(Software::beside);
    Path folder = packs.resolve(name);
    return new Software(
        name, Files.isDirectory(folder) ? Optional.of(folder.toAbsolutePath()) : Optional.empty());
  }

  private static Path beside() {
    String jar = System.getProperty("java.class.path").split(File.pathSeparator, 2)[0];
    return Path.of(jar).toAbsolutePath().resolveSibling("packs");
  }

  /**
   * Returns where a program is.
   *
   * @param path in the pack, such as {@code usr/bin/xz}
   * @throws IllegalStateException where it is nowhere, in one line
   */
  Path program(String path) {
    String program = Path.of(path).getFileName().toString();
    return folder
        .map(pack -> pack.resolve(path))
        .or(() -> TimedCommand.onPath(program))
        .filter(Files::isExecutable)
        .orElseThrow(() -> absent(program));
  }

  /**
   * Returns where a file of the pack is that only the pack has.
   *
   * @throws IllegalStateException where it is not there, in one line
   */
  Path file(String path) {
    return folder
        .map(pack -> pack.resolve(path))
        .filter(Files::isReadable)
        .orElseThrow(() -> absent(path));
  }

  /**
   * Returns the files of a library and of what it needs, in that order, as far as the pack has
   * them.
   *
   * @param library the name of its file, wherever in the pack it is
   * @param first names of those that are loaded before it
   * @throws IllegalStateException where it is nowhere, in one line
   */
  List<Path> libraries(String library, List<String> first) throws IOException {
    if (folder.isEmpty()) {
      throw absent(library);
    }
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder.get())) {
      all = files.filter(Files::isRegularFile).toList();
    }
    List<Path> found =
        Stream.concat(first.stream(), Stream.of(library))
            .flatMap(name -> all.stream().filter(file -> file.endsWith(name)).limit(1))
            .toList();
    if (found.isEmpty() || !found.get(found.size() - 1).endsWith(library)) {
      throw absent(library);
    }
    return found;
  }

  /** Says in one line that a file is nowhere, and how to get it. */
  IllegalStateException absent(String file) {
    return new IllegalStateException(
        file
            + " is neither in a pack "
            + name
            + " beside the jar nor on the PATH: matrix --benchmarks ships the pack, and"
            + " -jvmArgsAppend -D"
            + PROPERTY
            + "=DIR names a folder of packs");
  }

  /** The environment variables that its programs need besides. */
  Map<String, String> variables() {
    return folder
        .map(pack -> Map.of("LD_LIBRARY_PATH", pack.resolve(LIBRARIES).toString()))
        .orElse(Map.of());
  }
}
