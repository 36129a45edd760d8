package dev.tare.launch;

import dev.tare.result.Facts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Is another environment in all but what a subclass says for itself. */
public abstract class ForwardingEnvironment implements Environment {
  private final Environment inner;

  protected ForwardingEnvironment(Environment inner) {
    this.inner = inner;
  }

  /** Returns the environment that answers. */
  protected final Environment inner() {
    return inner;
  }

  @Override
  public String stack() {
    return inner.stack();
  }

  @Override
  public Places places() {
    return inner.places();
  }

  @Override
  public Process start(Command command) throws IOException {
    return inner.start(command);
  }

  @Override
  public void push(Path from, String to) throws IOException {
    inner.push(from, to);
  }

  @Override
  public void pull(String from, Path to) throws IOException {
    inner.pull(from, to);
  }

  @Override
  public String read(String path) throws IOException {
    return inner.read(path);
  }

  @Override
  public void write(String text, String to) throws IOException {
    inner.write(text, to);
  }

  @Override
  public void makeFolders(List<String> paths) throws IOException {
    inner.makeFolders(paths);
  }

  @Override
  public Optional<String> address() throws IOException {
    return inner.address();
  }

  @Override
  public Facts facts() throws IOException {
    return inner.facts();
  }

  @Override
  public Limits limits() throws IOException {
    return inner.limits();
  }

  @Override
  public Optional<String> loss() {
    return inner.loss();
  }

  @Override
  public void save(String folder) throws IOException {
    inner.save(folder);
  }

  @Override
  public <T> Optional<T> as(Class<T> capability) {
    return inner.as(capability);
  }

  @Override
  public boolean isDry() {
    return inner.isDry();
  }
}
