package dev.tare.launch;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** Knows the nodes of a cluster, as Slurm tells them. */
public final class SlurmNodes {
  /** States in which a node takes jobs now or once it is free; others say why it does not. */
  private static final Set<String> TAKES_JOBS =
      Set.of("idle", "mix", "alloc", "comp", "plnd", "resv", "npc");

  static final String NO_ANSWER = "the cluster does not answer";

  private static final String IDLE = "idle";

  private final List<Node> all;

  private SlurmNodes(List<Node> all) {
    this.all = all;
  }

  /**
   * Is a node in a partition.
   *
   * @param state as sinfo has it; with a {@code *} behind it the node does not answer
   * @param limit of a job's time; absent where there is none
   */
  public record Node(
      String name,
      String partition,
      boolean isDefault,
      boolean isUp,
      String state,
      Optional<Duration> limit) {
    /** Tells whether it takes jobs, now or once it is free. */
    public boolean takesJobs() {
      return isUp && TAKES_JOBS.contains(state.replaceAll("[~#!%$@^+-]$", ""));
    }
  }

  /**
   * Asks for them.
   *
   * @throws LaunchException in one line with the remedy, where there is no cluster
   */
  static SlurmNodes read(Environment host) throws IOException {
    Ended ended = host.run(SlurmCommand.nodes());
    if (!ended.succeeded()) {
      throw refused(SlurmCommand.refusal(NO_ANSWER, ended.err()));
    }
    return of(ended.out());
  }

  static SlurmNodes of(String text) {
    List<Node> nodes = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String[] field = line.strip().split("\\|");
      if (field.length == 5) {
        nodes.add(
            new Node(
                field[0],
                field[1].replaceAll("\\*$", ""),
                field[1].endsWith("*"),
                field[2].equals("up"),
                field[3],
                SlurmTime.of(field[4])));
      }
    }
    return new SlurmNodes(nodes);
  }

  List<String> partitions() {
    return all.stream().map(Node::partition).distinct().toList();
  }

  /**
   * Returns the nodes of a partition, or of the default one, by name; of a cluster without one,
   * all.
   */
  Map<String, Node> in(Optional<String> partition) {
    boolean hasDefault = all.stream().anyMatch(Node::isDefault);
    Map<String, Node> found = new LinkedHashMap<>();
    all.stream()
        .filter(
            node ->
                partition
                    .map(name -> name.equals(node.partition()))
                    .orElse(!hasDefault || node.isDefault()))
        .forEach(node -> found.putIfAbsent(node.name(), node));
    return found;
  }

  /** Returns the names that an option stands for; none where none is given. */
  static List<String> listed(Environment host, SortedMap<String, String> options)
      throws IOException {
    String list = options.get(Slurm.NODELIST);
    if (list == null) {
      return List.of();
    }
    return host.ran(SlurmCommand.names(list)).lines().distinct().toList();
  }

  /** Returns how many nodes a stack asks for whose first layer is this one. */
  public static long count(Stack stack) {
    return Slurm.count(stack.steps().get(0).options());
  }

  /**
   * Chooses the nodes of a stack whose first layer is this one: those that are listed, or as many
   * as are asked for, idle ones first. They are looked at once, so none goes between check and
   * choice.
   *
   * @throws LaunchException in one line, where they cannot be had
   */
  public static List<String> chosen(Environment host, Stack stack) throws IOException {
    SortedMap<String, String> options = stack.steps().get(0).options();
    SlurmCheck check = new SlurmCheck(host, options);
    Optional<Finding> lacking = check.lacking();
    if (lacking.isPresent()) {
      throw refused(lacking.get());
    }
    SlurmNodes nodes = read(host);
    Optional<Finding> stops = check.of(nodes).stream().filter(Finding::stops).findFirst();
    if (stops.isPresent()) {
      throw refused(stops.get());
    }
    List<String> listed = listed(host, options);
    if (!listed.isEmpty()) {
      return listed;
    }
    return nodes.in(Optional.ofNullable(options.get(Slurm.PARTITION))).values().stream()
        .filter(Node::takesJobs)
        .sorted(Comparator.comparing(node -> !node.state().equals(IDLE)))
        .limit(Slurm.count(options))
        .map(Node::name)
        .toList();
  }

  private static LaunchException refused(Finding finding) {
    return new LaunchException(Slurm.NAME + ": " + finding.line());
  }

  /** Says of a node why it takes no jobs now; absent where it does. */
  public static Map<String, String> refusing(Environment host, Stack stack) throws IOException {
    Map<String, String> states = new LinkedHashMap<>();
    read(host)
        .in(Optional.ofNullable(stack.steps().get(0).options().get(Slurm.PARTITION)))
        .values()
        .stream()
        .filter(node -> !node.takesJobs())
        .forEach(
            node -> states.put(node.name(), node.isUp() ? node.state() : "its partition is down"));
    return states;
  }

  /** Returns the stack on one of its nodes alone, without what is inside. */
  public static Stack on(Stack stack, String node) {
    return Stack.of(List.of(Slurm.on(stack.steps().get(0), node)));
  }

  /** Returns what is inside the node; bare where nothing is. */
  public static Stack inside(Stack stack) {
    return Stack.of(stack.steps().subList(1, stack.steps().size()));
  }

  /** Returns the node of the job that this program runs in; absent outside any. */
  public static Optional<String> own() {
    return Optional.ofNullable(System.getenv("SLURMD_NODENAME"));
  }

  /** Tells whether its first layer is this one. */
  public static boolean isOf(Stack stack) {
    return !stack.steps().isEmpty() && stack.steps().get(0).layer() instanceof Slurm;
  }

  /**
   * Returns how long a job of a stack may take; absent where nothing limits it, and in a dry run
   * what only the cluster knows.
   */
  public static Optional<Duration> limit(Environment host, Stack stack) throws IOException {
    SortedMap<String, String> options = stack.steps().get(0).options();
    if (options.containsKey(Slurm.TIME)) {
      return SlurmTime.of(options.get(Slurm.TIME));
    }
    if (host.isDry()) {
      return Optional.empty();
    }
    return read(host).in(Optional.ofNullable(options.get(Slurm.PARTITION))).values().stream()
        .flatMap(node -> node.limit().stream())
        .findFirst();
  }
}
