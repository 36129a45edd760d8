package dev.tare.launch;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reaches a node of a cluster, which Slurm gives to a job of this run alone. Of several nodes each
 * is entered by itself: {@link SlurmNodes} names them.
 */
public final class Slurm extends FarLayer {
  static final String PARTITION = "partition";
  static final String NODES = "nodes";
  static final String NODELIST = "nodelist";

  static final String TIME = "time";
  static final String ACCOUNT = "account";

  static final String NAME = "slurm";

  /** So long a fleet's run that was cut short may rest until it is gone on with. */
  private static final int KEPT_DAYS = 30;

  /** Is how long looking through them may take, as on a slow file system. */
  private static final Duration LOOKING = Duration.ofMinutes(1);

  private static final String WORD = "[A-Za-z0-9_][A-Za-z0-9_.@-]*";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String meaning() {
    return "a node that Slurm gives to a job alone; holds other layers, limits nothing itself";
  }

  @Override
  public List<LayerOption> options() {
    return List.of(
        LayerOption.of(
            PARTITION, "where its nodes are (default: the cluster's)", "a partition's name", WORD),
        LayerOption.of(
            NODES,
            "how many nodes, two or more with fleet (default: 1, or all of nodelist)",
            "1 to 99999",
            "[1-9]\\d{0,4}"),
        LayerOption.of(
            NODELIST,
            "which nodes, as Slurm writes them (default: those that are idle)",
            "names such as n[0-7]",
            NodeList.PATTERN),
        LayerOption.of(
            TIME,
            "how long a node's job may take (default: the partition's)",
            "such as 30 (minutes), 2:00:00 or 1-12:00:00",
            SlurmTime.PATTERN),
        LayerOption.of(ACCOUNT, "who is charged (default: the user's)", "an account's name", WORD));
  }

  @Override
  public Optional<String> refusal(Map<String, String> options) {
    Optional<String> wrong = Optional.ofNullable(options.get(NODELIST)).flatMap(NodeList::refusal);
    if (wrong.isPresent()) {
      return wrong;
    }
    String time = options.getOrDefault(TIME, "");
    if (SlurmTime.of(time).filter(Duration::isZero).isPresent()) {
      return Optional.of("time is " + time + ", no time at all; leave it out for the partition's");
    }
    long named = count(options);
    String asked = options.getOrDefault(NODES, String.valueOf(named));
    return asked.equals(String.valueOf(named))
        ? Optional.empty()
        : Optional.of("nodes is " + asked + ", and nodelist names " + named + "; leave one out");
  }

  @Override
  public List<Finding> check(Environment outer, Spec spec) throws IOException {
    return new SlurmCheck(outer, spec.options()).findings();
  }

  @Override
  public Environment enter(Environment outer, Spec spec) throws IOException {
    if (count(spec.options()) > 1) {
      String text = new Stack.Step(this, spec.options(), Limits.NONE).text();
      throw new LaunchException(
          text + " is several machines: fleet measures each of them; for one name it, nodelist=n0");
    }
    return super.enter(outer, spec);
  }

  @Override
  FarInside open(String stack, Environment outer, Spec spec) throws IOException {
    return SlurmInside.open(stack, outer, spec);
  }

  static long count(Map<String, String> options) {
    return options.containsKey(NODELIST)
        ? NodeList.count(options.get(NODELIST))
        : Long.parseLong(options.getOrDefault(NODES, "1"));
  }

  static Stack.Step on(Stack.Step many, String node) {
    SortedMap<String, String> options = new TreeMap<>(many.options());
    options.remove(NODES);
    options.put(NODELIST, node);
    return new Stack.Step(many.layer(), options, many.limits());
  }

  /**
   * Finds jobs whose run was killed: one ends by itself, but one that waits for a node waits on.
   * What a fleet's run left in a node's cache counts once nobody has gone on with it for long.
   */
  @Override
  public List<StaleResource> staleResources(Environment outer) throws IOException {
    List<StaleResource> found = new ArrayList<>(jobs(outer));
    Command old = Script.of("fleet-old", String.valueOf(KEPT_DAYS));
    for (String folder : outer.run(old, LOOKING).out().lines().toList()) {
      Owner gone = new Owner(folder.substring(folder.lastIndexOf('/') + 1), 0, 0);
      found.add(
          new StaleResource("folder " + folder, gone, List.of(Command.of("rm", "-rf", folder))));
    }
    return found;
  }

  private static List<StaleResource> jobs(Environment outer) throws IOException {
    if (!Programs.has(outer, "squeue")) {
      return List.of();
    }
    Ended jobs = outer.run(SlurmCommand.jobs());
    if (!jobs.succeeded() && SlurmCommand.hasNoCluster(jobs)) {
      return List.of();
    }
    List<StaleResource> found = new ArrayList<>();
    for (String line : jobs.checked(outer, SlurmCommand.jobs()).out().lines().toList()) {
      String[] job = line.split("\\|", 2);
      if (job.length == 2) {
        StaleResource.of("job " + job[0], job[1], SlurmCommand.cancel(job[0])).forEach(found::add);
      }
    }
    return found;
  }
}
