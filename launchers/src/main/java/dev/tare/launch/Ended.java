package dev.tare.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Holds what a command that ran to its end has printed.
 *
 * @param exit its exit code; of a signal 128 + its number where the engine says so
 * @param out standard output
 * @param err standard error
 */
public record Ended(int exit, String out, String err) {
  private static final int SIGNAL = 128;

  /**
   * Waits for a process whose standard input is not needed.
   *
   * @param limit after which it is killed
   * @param line the command, for the message
   * @throws LaunchException when the limit passes first
   */
  static Ended of(Process process, Duration limit, String line) throws IOException {
    process.getOutputStream().close();
    CompletableFuture<String> out = read(process.getInputStream());
    CompletableFuture<String> err = read(process.getErrorStream());
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new LaunchException("it hangs (no end after " + limit.toSeconds() + " s): " + line);
      }
      return new Ended(process.exitValue(), out.join(), err.join());
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new LaunchException("interrupted: " + line, e);
    }
  }

  /** All that comes, read beside what else goes on. */
  static CompletableFuture<String> read(InputStream stream) {
    CompletableFuture<String> text = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                text.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
              } catch (IOException | UncheckedIOException e) {
                text.complete("");
              }
            },
            "output");
    reader.setDaemon(true);
    reader.start();
    return text;
  }

  public boolean succeeded() {
    return exit == 0;
  }

  /** Tells whether a signal ended it, such as that of a run which is being ended itself. */
  boolean wasKilled() {
    return exit > SIGNAL;
  }

  /**
   * Returns this, of a command that has to succeed.
   *
   * @throws LaunchException where it did not: with the command, the exit code and its last line
   */
  public Ended checked(Environment where, Command command) throws LaunchException {
    if (!succeeded()) {
      throw new LaunchException(
          where.stack() + ": " + command.brief() + " ended with " + exit + ": " + lastLine());
    }
    return this;
  }

  /** The last line that says something, of standard error or else of standard output. */
  public String lastLine() {
    String said = err.isBlank() ? out : err;
    String[] lines = said.strip().split("\\R");
    return lines[lines.length - 1].strip();
  }
}
