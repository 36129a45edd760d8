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
      into.start(Command.of("sh", "-c", WRITE, to, "644"));
      return;
    }
    try (InputStream content = Files.newInputStream(from)) {
      String mode = Files.isExecutable(from) ? "755" : "644";
      send(into, content, Command.of("sh", "-c", WRITE, to, mode));
    }
  }

  /** Runs a command that reads a small text, and has to succeed. */
  static void feed(Environment into, String text, Command reader) throws IOException {
    send(into, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), reader);
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

  private static void send(Environment into, InputStream content, Command write)
      throws IOException {
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
    Ended.of(process, Environment.PATIENCE, command.line()).checked(where, command);
  }
}
