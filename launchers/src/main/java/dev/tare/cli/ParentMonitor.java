package dev.tare.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Watches what launched a trial, by standard input. A line lets a fork pass the barrier; the end
 * means that nobody listens any more, and an orphan must not go on measuring.
 */
final class ParentMonitor implements AutoCloseable {
  private volatile boolean done;

  private ParentMonitor() {}

  /**
   * Watches from now on.
   *
   * @param hold the file that keeps a fork at the barrier
   */
  static ParentMonitor watch(InputStream in, Path hold) {
    ParentMonitor monitor = new ParentMonitor();
    Thread thread = new Thread(() -> monitor.read(in, hold), "parent monitor");
    thread.setDaemon(true);
    thread.start();
    return monitor;
  }

  /** Ends this process, as if it were told to, with its standard input: nobody needs it then. */
  static void watchEnd(InputStream in) {
    Thread thread =
        new Thread(
            () -> {
              try {
                in.transferTo(OutputStream.nullOutputStream());
              } catch (IOException e) {
                // Ended all the same.
              }
              System.exit(ExitCode.DONE);
            },
            "parent monitor");
    thread.setDaemon(true);
    thread.start();
  }

  private void read(InputStream in, Path hold) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Files.deleteIfExists(hold);
      }
      end("standard input has ended");
    } catch (IOException e) {
      end(String.valueOf(e.getMessage()));
    }
  }

  private void end(String why) {
    if (!done) {
      System.err.println("tare: " + why + ": nobody listens, this trial ends");
      System.exit(ExitCode.FAILED);
    }
  }

  /** The trial has ended by itself. */
  @Override
  public void close() {
    done = true;
  }
}
