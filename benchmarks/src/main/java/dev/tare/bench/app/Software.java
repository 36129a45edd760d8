package dev.tare.bench.app;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        .or(() -> onPath(program))
        .filter(Files::isExecutable)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    program
                        + " is neither in a pack "
                        + name
                        + " beside the jar nor on the PATH: matrix --benchmarks ships the pack, and"
                        + " -jvmArgsAppend -D"
                        + PROPERTY
                        + "=DIR names a folder of packs"));
  }

  private static Optional<Path> onPath(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
    return List.of(path.split(File.pathSeparator)).stream()
        .map(one -> Path.of(one, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The environment variables that its programs need besides. */
  Map<String, String> variables() {
    return folder
        .map(pack -> Map.of("LD_LIBRARY_PATH", pack.resolve(LIBRARIES).toString()))
        .orElse(Map.of());
  }
}
