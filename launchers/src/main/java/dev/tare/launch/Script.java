package dev.tare.launch;

import dev.tare.proc.ShellText;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Hands over shell scripts of this package's resources whole, so no file of them is needed. */
public final class Script {
  /** Keeps them by their names: each is read once, since starts are timed. */
  private static final Map<String, String> TEXTS = new ConcurrentHashMap<>();

  private Script() {}

  /**
   * A command that runs it.
   *
   * @param name of the resource, without its ending
   */
  public static Command of(String name, String... words) {
    String text = TEXTS.computeIfAbsent(name, one -> ShellText.of(Script.class, one));
    return Command.of("sh", "-c", text, name).and(words);
  }
}
