package dev.tare.launch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Prints every command as a person could type it, and does nothing. */
public final class DryHost extends ForwardingEnvironment {
  private final Consumer<String> lines;

  /**
   * @param lines gets one command after the other
   */
  public DryHost(Places places, Consumer<String> lines) {
    super(new Host(places));
    this.lines = lines;
  }

  @Override
  public boolean isDry() {
    return true;
  }

  @Override
  public Process start(Command command) {
    lines.accept(command.line());
    return new Done();
  }

  /** Prints a line that a shell passes over, for people. */
  public void comment(String text) {
    text.lines().forEach(line -> lines.accept("# " + line));
  }

  @Override
  public void push(Path from, String to) {
    lines.accept(Command.of("cp", from.toString(), to).line());
  }

  @Override
  public void pull(String from, Path to) {
    lines.accept(Command.of("cp", from, to.toString()).line());
  }

  @Override
  public String read(String path) throws IOException {
    return Piped.read(this, path);
  }

  @Override
  public void write(String text, String to) throws IOException {
    Piped.write(this, text, to);
  }

  @Override
  public void makeFolders(List<String> paths) throws IOException {
    Piped.makeFolders(this, paths);
  }

  @Override
  public Optional<String> loss() {
    return Optional.empty();
  }

  @Override
  public void close() {}

  private static final class Done extends Process {
    @Override
    public OutputStream getOutputStream() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public InputStream getInputStream() {
      return new ByteArrayInputStream(new byte[0]);
    }

    @Override
    public InputStream getErrorStream() {
      return new ByteArrayInputStream(new byte[0]);
    }

    @Override
    public int waitFor() {
      return 0;
    }

    @Override
    public int exitValue() {
      return 0;
    }

    @Override
    public void destroy() {}
  }
}
