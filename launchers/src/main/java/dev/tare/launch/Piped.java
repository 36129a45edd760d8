package dev.tare.launch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Copies files into an environment and out of it over the streams of a command: works at any depth,
 * with no file on the way. Needs a shell and {@code cat} in there.
 */
public final class Piped {
  private Piped() {}

  /** Copies a file of the host, with its permission to execute. */
  public static void push(Environment into, Path from, String to) throws IOException {
    if (into.isDry()) {
      into.start(writer(from, to));
      return;
    }
    try (InputStream content = Files.newInputStream(from)) {
      send(into, content, writer(from, to));
    }
  }

  /** The command that writes a file of the host to a path, and prints how many bytes came. */
  static Command writer(Path from, String to) {
    return Script.of("write", to, Files.isExecutable(from) ? "755" : "644");
  }

  static String read(Environment in, String path) throws IOException {
    return in.ran(Command.of("cat", path));
  }

  static void makeFolders(Environment in, List<String> paths) throws IOException {
    in.ran(Command.of("mkdir", "-p").and(paths));
  }

  static void write(Environment into, String text, String to) throws IOException {
    InputStream content = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    send(into, content, Script.of("write", to, "644"));
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
    Ended.of(process, Environment.PATIENCE, command.brief()).checked(where, command);
  }
}
