package dev.tare.launch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Is the host itself, as an environment among the others. */
final class Bare implements Layer {
  private static final Pattern SERVER =
      Pattern.compile("\\s*(\\d+)\\s+\\S*java .* serve .* --owner (\\S+)\\s*");

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
  public List<Finding> check(Environment outer, Spec spec) throws IOException {
    return CgroupCheck.check(outer, spec.limits());
  }

  @Override
  public Environment enter(Environment outer, Spec spec) throws IOException {
    return new Inside(outer, Cgroup.make(outer, spec, spec.limits()));
  }

  @Override
  public List<StaleResource> staleResources(Environment outer) throws IOException {
    List<StaleResource> found = new ArrayList<>(processes(outer.run(Script.of("processes")).out()));
    found.addAll(Cgroup.staleResources(outer));
    return found;
  }

  /** The servers of runs in a list of processes: on the host itself nothing else is around them. */
  static List<StaleResource> processes(String listed) {
    return listed
        .lines()
        .map(SERVER::matcher)
        .filter(Matcher::matches)
        .flatMap(
            server ->
                StaleResource.of(
                    "server, process " + server.group(1),
                    server.group(2),
                    Script.of("kill", server.group(1))))
        .toList();
  }

  /** Is the same place, with a control group where there are limits. */
  private static final class Inside extends ForwardingEnvironment {
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
