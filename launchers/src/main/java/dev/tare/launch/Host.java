package dev.tare.launch;

import dev.tare.result.Facts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Is this machine, outside every layer: where commands end up. It limits nothing, and never ends.
 */
public final class Host implements Environment {
  private final Places places;

  /**
   * @param places the userland as it was built, what the run ships, its data and scratch folders;
   *     all absolute paths
   */
  public Host(Places places) {
    this.places = places;
  }

  @Override
  public String stack() {
    return Stack.BARE;
  }

  @Override
  public Places places() {
    return places;
  }

  @Override
  public Process start(Command command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command.words());
    builder.environment().putAll(command.variables());
    try {
      return builder.start();
    } catch (IOException e) {
      String program = command.words().get(0);
      throw new LaunchException(
          "cannot run %s on this host (%s)%s"
              .formatted(program, e.getMessage(), Programs.remedy(program)),
          e);
    }
  }

  @Override
  public void push(Path from, String to) throws IOException {
    Files.copy(from, Path.of(to), StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void pull(String from, Path to) throws IOException {
    Files.copy(Path.of(from), to, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Files are read and written without a process, which would take longer than some engines do. */
  @Override
  public String read(String path) throws IOException {
    return file(path, Files::readString);
  }

  @Override
  public void write(String text, String to) throws IOException {
    file(to, path -> Files.writeString(path, text));
  }

  @Override
  public void makeFolders(List<String> paths) throws IOException {
    for (String path : paths) {
      file(path, Files::createDirectories);
    }
  }

  private interface FileWork<T> {
    T done(Path path) throws IOException;
  }

  private static <T> T file(String path, FileWork<T> work) throws IOException {
    try {
      return work.done(Path.of(path));
    } catch (IOException e) {
      throw new LaunchException("bare: " + e, e);
    }
  }

  @Override
  public Optional<String> address() {
    return Optional.of("127.0.0.1");
  }

  @Override
  public Facts facts() {
    return Facts.of(Map.of());
  }

  @Override
  public Limits limits() {
    return Limits.NONE;
  }

  @Override
  public void close() {}
}
