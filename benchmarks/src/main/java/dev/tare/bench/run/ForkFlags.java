package dev.tare.bench.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JVM flags that a fork needs, by the fork's own JDK: the manifest's attributes do not reach
 * it, and each JDK warns of, or refuses, other things.
 */
final class ForkFlags {
  private static final int FIRST_WITH_UNSAFE_FLAG = 24;
  private static final Pattern VERSION = Pattern.compile("\"(\\d+)(?:\\.(\\d+))?");

  private ForkFlags() {}

  /**
   * @param jvm the java program of the forks
   */
  static List<String> of(Path jvm) throws IOException {
    List<String> flags = new ArrayList<>();
    flags.add("--enable-native-access=ALL-UNNAMED");
    if (feature(jvm) >= FIRST_WITH_UNSAFE_FLAG) {
      flags.add("--sun-misc-unsafe-memory-access=allow");
    }
    return flags;
  }

  /** Returns the feature release of a JDK: 17, 25. */
  static int feature(Path jvm) throws IOException {
    Path own = Path.of(System.getProperty("java.home"), "bin", "java");
    if (Files.exists(jvm) && Files.exists(own) && Files.isSameFile(jvm, own)) {
      return Runtime.version().feature();
    }
    if (!Files.exists(jvm)) {
      if (jvm.getNameCount() == 1 && !jvm.isAbsolute()) {
        return ask(jvm);
      }
      throw new IOException("-jvm " + jvm + ": there is no such program");
    }
    Path release = jvm.toRealPath().resolveSibling("../release").normalize();
    if (Files.isReadable(release)) {
      for (String line : Files.readAllLines(release)) {
        if (line.startsWith("JAVA_VERSION=")) {
          return parse(line);
        }
      }
    }
    return ask(jvm);
  }

  /**
   * Returns the feature release in a line such as {@code JAVA_VERSION="17.0.15"} or {@code
   * "1.8.0_1"}.
   */
  static int parse(String line) throws IOException {
    Matcher version = VERSION.matcher(line);
    if (!version.find()) {
      throw new IOException("no Java version in: " + line);
    }
    int first = Integer.parseInt(version.group(1));
    return first == 1 && version.group(2) != null ? Integer.parseInt(version.group(2)) : first;
  }

  private static int ask(Path jvm) throws IOException {
    Process java = new ProcessBuilder(jvm.toString(), "-version").redirectErrorStream(true).start();
    try (BufferedReader said =
        new BufferedReader(new InputStreamReader(java.getInputStream(), StandardCharsets.UTF_8))) {
      String line = said.readLine();
      return parse(line == null ? "" : line);
    } finally {
      java.destroy();
    }
  }
}
