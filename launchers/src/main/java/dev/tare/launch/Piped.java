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
 * with no file on the way. Needs a shell, {@code cat} and {@code stat} in there.
 */
public final class Piped {
  /**
   * Bounds how often a file is asked for whose end an engine has lost, as podman's does now and
   * then.
   */
  private static final int MOST_COPIES = 3;

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
    if (out.isDry()) {
      out.start(Command.of("cat", from));
      return;
    }
    long size = Long.parseLong(out.ran(Command.of("stat", "-L", "-c", "%s", from)).strip());
    for (int times = 1; copied(out, from, to) < size; times++) {
      if (times == MOST_COPIES) {
        throw new LaunchException(from + ": not read to its end in " + times + " attempts");
      }
    }
  }

  private static long copied(Environment out, String from, Path to) throws IOException {
    Command cat = Command.of("cat", from);
    Process process = out.start(cat);
    long bytes;
    try (OutputStream file = Files.newOutputStream(to)) {
      process.getOutputStream().close();
      bytes = process.getInputStream().transferTo(file);
    }
    succeeded(out, process, cat);
    return bytes;
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
