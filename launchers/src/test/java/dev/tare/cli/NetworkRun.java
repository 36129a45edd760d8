package dev.tare.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A run of the verb network in a folder, by the built jar. */
final class NetworkRun {
  private final Jar jar;
  private final Path folder;

  NetworkRun(Path folder) {
    this.jar = new Jar(folder).patient();
    this.folder = folder.resolve("run");
  }

  /** Where results go. */
  Path folder() {
    return folder;
  }

  NetworkRun env(String name, String value) {
    jar.env(name, value);
    return this;
  }

  Process start(String... words) throws IOException {
    return jar.start(words(words));
  }

  Jar.Ended ended(String... words) {
    return jar.run(words(words));
  }

  /** What was complained of so far. */
  String err() throws IOException {
    return jar.printed("stderr");
  }

  private static String[] words(String... more) {
    List<String> all = new ArrayList<>(List.of("network", "--out", "run"));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
