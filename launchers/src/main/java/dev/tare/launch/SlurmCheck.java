package dev.tare.launch;

import dev.tare.result.Nearest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Finds what keeps Slurm from giving the nodes that are asked for. */
final class SlurmCheck {
  private static final List<String> CLIENTS =
      List.of("srun", "sinfo", "squeue", "scontrol", "scancel", "sbcast");

  private final Environment outer;
  private final SortedMap<String, String> options;

  SlurmCheck(Environment outer, SortedMap<String, String> options) {
    this.outer = outer;
    this.options = options;
  }

  List<Finding> findings() throws IOException {
    if (outer.isDry()) {
      return List.of();
    }
    Optional<Finding> lacking = lacking();
    if (lacking.isPresent()) {
      return List.of(lacking.get());
    }
    Ended ended = outer.run(SlurmCommand.nodes());
    return ended.succeeded()
        ? of(SlurmNodes.of(ended.out()))
        : List.of(SlurmCommand.refusal(SlurmNodes.NO_ANSWER, ended.err()));
  }

  /** Names the first of Slurm's programs that is not there. */
  Optional<Finding> lacking() throws IOException {
    for (String client : CLIENTS) {
      if (!Programs.has(outer, client)) {
        return Optional.of(
            Finding.missing(
                "there is no " + client,
                "apt-get install slurm-client, or start this on a node of the cluster"));
      }
    }
    return Optional.empty();
  }

  /** Finds what of the nodes, as they are at one time, keeps it. */
  List<Finding> of(SlurmNodes nodes) throws IOException {
    Optional<String> partition = Optional.ofNullable(options.get(Slurm.PARTITION));
    Map<String, SlurmNodes.Node> there = nodes.in(partition);
    String where = partition.map(name -> "partition " + name).orElse("the default partition");
    if (there.isEmpty()) {
      String near = partition.map(name -> Nearest.asked(name, nodes.partitions())).orElse("");
      return List.of(
          Finding.missing(
              "there is no " + where,
              "partition= is one of " + String.join(", ", nodes.partitions()) + near));
    }
    List<Finding> all = new ArrayList<>(listed(there, where));
    counted(there, where).ifPresent(all::add);
    timed(there, where).ifPresent(all::add);
    return all;
  }

  /** Names those of the list that are not there, and those that take no jobs. */
  private List<Finding> listed(Map<String, SlurmNodes.Node> there, String where)
      throws IOException {
    List<Finding> all = new ArrayList<>();
    for (String name : SlurmNodes.listed(outer, options)) {
      SlurmNodes.Node node = there.get(name);
      if (node == null) {
        all.add(Finding.missing(name + " is not in " + where, "sinfo -N lists its nodes"));
      } else if (!node.takesJobs()) {
        all.add(
            Finding.warning(
                name + " takes no jobs: " + node.state(),
                "see sinfo -R; it is left out until --resume"));
      }
    }
    return all;
  }

  private Optional<Finding> counted(Map<String, SlurmNodes.Node> there, String where) {
    long usable = there.values().stream().filter(SlurmNodes.Node::takesJobs).count();
    // Those of a list are looked at one by one: one of them is enough.
    long asked = options.containsKey(Slurm.NODELIST) ? 1 : Slurm.count(options);
    return asked <= usable
        ? Optional.empty()
        : Optional.of(
            Finding.missing(
                "of the %s nodes of %s %s take jobs, and %s are asked for"
                    .formatted(there.size(), where, usable, asked),
                "ask for fewer, or see sinfo -R"));
  }

  private Optional<Finding> timed(Map<String, SlurmNodes.Node> there, String where) {
    Optional<Duration> most = there.values().iterator().next().limit();
    Optional<Duration> asked = Optional.ofNullable(options.get(Slurm.TIME)).flatMap(SlurmTime::of);
    if (most.isEmpty()) {
      return Optional.empty();
    }
    String ends = where + " ends a job after " + minutes(most.get());
    if (asked.isPresent() && asked.get().compareTo(most.get()) > 0) {
      return Optional.of(
          Finding.missing(
              ends + ", and time= is " + minutes(asked.get()),
              "ask for less, or another partition="));
    }
    return asked.isPresent()
        ? Optional.empty()
        : Optional.of(
            Finding.warning(ends, "what takes longer is cut short, and goes on with --resume"));
  }

  private static String minutes(Duration time) {
    return time.toMinutes() + " min";
  }
}
