package dev.tare.launch;

import java.io.IOException;
import java.util.List;

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
    return new Inside(outer, Cgroup.make(outer, spec, spec.limits()));
  }

  @Override
  public List<Leftover> leftovers(Environment outer) throws IOException {
    return Cgroup.leftovers(outer);
  }

  /** The same place, with a control group where there are limits. */
  private static final class Inside extends Within {
    private final Cgroup group;

    Inside(Environment outer, Cgroup group) {
      super(outer);
      this.group = group;
    }

    @Override
    public String stack() {
      return Stack.BARE;
    }

    @Override
    public Process start(Command command) throws IOException {
      return inner().start(group.command(command));
    }

    @Override
    public Limits limits() throws IOException {
      return group.limits();
    }

    @Override
    public boolean takesAllAlong() {
      return false;
    }

    @Override
    public void close() throws IOException {
      group.close();
    }
  }
}
