package dev.tare.proc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Hands on what a process says, line by line and from a thread of its own, until it ends. */
public final class LinePump {
  private LinePump() {}

  /**
   * Starts it. A line that is cut short as the process dies is handed on too.
   *
   * @param name of the thread
   * @param to is called from there
   */
  public static Thread start(String name, InputStream from, Consumer<String> to) {
    return start(name, from, to, () -> {});
  }

  /**
   * Starts it.
   *
   * @param end is called after the last line
   */
  public static Thread start(String name, InputStream from, Consumer<String> to, Runnable end) {
    Thread thread = new Thread(() -> pump(from, to, end), name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void pump(InputStream from, Consumer<String> to, Runnable end) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
      lines.lines().forEach(to);
    } catch (IOException | UncheckedIOException e) {
      // The process is gone, and its exit code says so.
      return;
    } finally {
      end.run();
    }
  }
}
