package dev.tare.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Hands over shell scripts of this package's resources whole, so no file of them is needed. */
public final class Script {
  /** By their names: each is read once, since starts are timed. */
  private static final Map<String, String> TEXTS = new ConcurrentHashMap<>();

  private Script() {}

  /**
   * A command that runs it.
   *
   * @param name of the resource, without its ending
   */
  public static Command of(String name, String... words) {
    return Command.of("sh", "-c", TEXTS.computeIfAbsent(name, Script::text), name).and(words);
  }

  private static String text(String name) {
    try (InputStream in = Script.class.getResourceAsStream(name + ".sh")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.stripLeading().startsWith("#"))
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
