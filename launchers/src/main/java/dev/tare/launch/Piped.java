package dev.tare.launch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files that go into an environment and out of it over the streams of a command: works at any
 * depth, with no file on the way. Needs a shell and {@code cat} in there.
 */
public final class Piped {
  private static final String WRITE = "cat > \"$0\" && chmod \"$1\" \"$0\"";

  private Piped() {}

  /** Copies a file of the host, with its permission to execute. */
  public static void push(Environment into, Path from, String to) throws IOException {
    if (into.isDry()) {
      into.start(write(to, "644"));
      return;
    }
    try (InputStream content = Files.newInputStream(from)) {
      send(into, content, to, Files.isExecutable(from) ? "755" : "644");
    }
  }

  /** Writes a small text file. */
  public static void write(Environment into, String text, String to) throws IOException {
    send(into, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), to, "644");
  }

  /** Copies a file in there to the host. */
  public static void pull(Environment out, String from, Path to) throws IOException {
    Command cat = Command.of("cat", from);
    Process process = out.start(cat);
    if (out.isDry()) {
      return;
    }
    try (OutputStream file = Files.newOutputStream(to)) {
      process.getOutputStream().close();
      process.getInputStream().transferTo(file);
    }
    succeeded(out, process, cat);
  }

  private static Command write(String to, String mode) {
    return Command.of("sh", "-c", WRITE, to, mode);
  }

  private static void send(Environment into, InputStream content, String to, String mode)
      throws IOException {
    Command write = write(to, mode);
    Process process = into.start(write);
    IOException broken = null;
    try (OutputStream stdin = process.getOutputStream()) {
      content.transferTo(stdin);
    } catch (IOException e) {
      // The command ended early; what it said tells more.
      broken = e;
    }
    succeeded(into, process, write);
    if (broken != null) {
      throw broken;
    }
  }

  private static void succeeded(Environment where, Process process, Command command)
      throws IOException {
    Ended ended = Ended.of(process, Environment.PATIENCE, command.line());
    if (!ended.succeeded()) {
      throw new LaunchException(
          where.stack()
              + ": "
              + command.line()
              + " ended with "
              + ended.exit()
              + ": "
              + ended.lastLine());
    }
  }
}
