package dev.tare.userland;

import dev.tare.launch.Command;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Is the JDK that runs this program, as the guest's: linked small where it can be, copied where
 * not.
 *
 * @param home of the JDK or JRE
 */
record HostJdk(Path home) {
  /** Are what the jar needs, found by running every benchmark and verb of it on these alone. */
  static final List<String> MODULES =
      List.of(
          "java.base",
          "java.logging",
          "java.management",
          "java.sql",
          "java.transaction.xa",
          "java.xml",
          "jdk.jfr",
          "jdk.management",
          "jdk.net",
          "jdk.unsupported");

  /** Is left out of a copy: no program needs it to run. */
  private static final Set<String> NOT_COPIED =
      Set.of("demo", "docs", "include", "jmods", "legal", "man", "src.zip");

  /** Load shared libraries of the host; those of windows and sound are not looked for. */
  private static final List<String> LOADERS =
      List.of(
          "bin/java",
          "lib/libjava.so",
          "lib/libjimage.so",
          "lib/libjli.so",
          "lib/libmanagement_ext.so",
          "lib/libnet.so",
          "lib/libnio.so",
          "lib/libverify.so",
          "lib/libzip.so",
          "lib/server/libjvm.so");

  /** Tells whether the JDK comes with what jlink makes a smaller one of. */
  boolean isLinkable() {
    return Files.isExecutable(home.resolve("bin/jlink"))
        && Files.isRegularFile(home.resolve("jmods/java.base.jmod"));
  }

  /** Returns every file that the guest's JDK depends on. */
  List<Path> inputs() throws IOException {
    List<Path> inputs = new ArrayList<>();
    if (isLinkable()) {
      inputs.add(home.resolve("release"));
      MODULES.forEach(module -> inputs.add(home.resolve("jmods/" + module + ".jmod")));
      return inputs;
    }
    try (Stream<Path> all = copied()) {
      all.filter(Files::isRegularFile).forEach(inputs::add);
    }
    return inputs;
  }

  List<Path> loaders() {
    return LOADERS.stream().map(home::resolve).filter(Files::exists).toList();
  }

  /** Makes the guest's JDK; the folder must not exist. */
  void make(Path target) throws IOException {
    if (isLinkable()) {
      link(target);
    } else {
      copy(target);
    }
  }

  private void link(Path target) throws IOException {
    HostPrograms.ran(
        Command.of(
            home.resolve("bin/jlink").toString(),
            "--module-path",
            home.resolve("jmods").toString(),
            "--add-modules",
            String.join(",", MODULES),
            "--strip-java-debug-attributes",
            "--no-header-files",
            "--no-man-pages",
            "--compress=2",
            "--vm=server",
            "--output",
            target.toString()),
        "it needs 200 MB there; if that is not it, run with another JDK");
  }

  private void copy(Path target) throws IOException {
    List<Path> all;
    try (Stream<Path> files = copied()) {
      all = files.toList();
    }
    for (Path from : all) {
      Path to = target.resolve(home.relativize(from).toString());
      if (Files.isDirectory(from)) {
        Files.createDirectories(to);
      } else {
        Files.copy(from, to);
      }
    }
  }

  /** Links are followed: distributions keep some files elsewhere. */
  private Stream<Path> copied() throws IOException {
    return Files.walk(home, FileVisitOption.FOLLOW_LINKS)
        .filter(
            file ->
                file.equals(home)
                    || !NOT_COPIED.contains(home.relativize(file).getName(0).toString()))
        .sorted();
  }

  /**
   * Dumps the archive of classes that the JVM starts from, as the JDK's own installation has one.
   * Its heap part can only be written with G1, which a small host would not choose by itself.
   */
  static void dumpClasses(Path java) throws IOException {
    HostPrograms.ran(
        Command.of(java.toString(), "-XX:+UseG1GC", "-Xmx128m", "-Xshare:dump"),
        "the JDK that was just made does not run; try another one");
  }
}
