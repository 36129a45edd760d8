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
  public List<Finding> check(Environment outer, Spec spec) throws IOException {
    return CgroupCheck.check(outer, spec.limits());
  }

  @Override
  public Environment enter(Environment outer, Spec spec) throws IOException {
    return new Inside(outer, Cgroup.make(outer, spec.owner(), spec.name(), spec.limits()));
  }

  @Override
  public List<Leftover> leftovers(Environment outer) throws IOException {
    return Cgroup.leftovers(outer);
  }

  /** The same place, with a control group where there are limits. */
  private record Inside(Environment outer, Cgroup group) implements Environment {
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
      return outer.start(group.command(command));
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
      return group.limits();
    }

    @Override
    public boolean isDry() {
      return outer.isDry();
    }

    @Override
    public void close() throws IOException {
      group.close();
    }
  }
}
