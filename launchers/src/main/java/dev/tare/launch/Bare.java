package dev.tare.launch;

import dev.tare.result.Facts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The host itself, as an environment among the others. */
final class Bare implements Layer {
  @Override
  public String name() {
    return Stack.BARE;
  }

  @Override
  public String meaning() {
    return "the host itself";
  }

  @Override
  public List<LayerOption> options() {
    return List.of();
  }

  @Override
  public boolean limits() {
    return true;
  }

  @Override
  public List<Finding> check(Environment outer, Spec spec) {
    return List.of();
  }

  @Override
  public Environment enter(Environment outer, Spec spec) {
    return new Inside(outer);
  }

  @Override
  public List<Leftover> leftovers(Environment outer) {
    return List.of();
  }

  /** The same place, closed by itself. */
  private record Inside(Environment outer) implements Environment {
    @Override
    public String stack() {
      return Stack.BARE;
    }

    @Override
    public Places places() {
      return outer.places();
    }

    @Override
    public Process start(Command command) throws IOException {
      return outer.start(command);
    }

    @Override
    public void push(Path from, String to) throws IOException {
      outer.push(from, to);
    }

    @Override
    public void pull(String from, Path to) throws IOException {
      outer.pull(from, to);
    }

    @Override
    public Optional<String> address() throws IOException {
      return outer.address();
    }

    @Override
    public Facts facts() throws IOException {
      return outer.facts();
    }

    @Override
    public Limits limits() throws IOException {
      return Limits.NONE;
    }

    @Override
    public boolean isDry() {
      return outer.isDry();
    }

    @Override
    public void close() {}
  }
}
