package dev.tare.peers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that has to be installed.
 *
 * @param name as it is typed
 * @param debianPackage what it comes with on Debian
 * @param versionOption what makes it print its version
 */
record Tool(String name, String debianPackage, String versionOption) {
  private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)+");

  boolean isInstalled() {
    return List.of(System.getenv().getOrDefault("PATH", "/usr/bin").split(File.pathSeparator))
        .stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }

  /** The name with the version that it prints: {@code sysbench 1.0.20}. */
  String version(Programs programs) throws IOException, InterruptedException {
    // Some fail with it, such as wrk.
    List<String> asked = List.of("sh", "-c", "\"$0\" \"$1\" || :", name, versionOption);
    return name + " " + versionIn(programs.output(asked));
  }

  /** The first number with a dot in what a program says of its version; "?" without one. */
  static String versionIn(String output) {
    Matcher matcher = VERSION.matcher(output);
    return matcher.find() ? matcher.group() : "?";
  }
}
