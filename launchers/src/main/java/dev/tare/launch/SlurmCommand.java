package dev.tare.launch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Knows the words that Slurm's programs are called with, and what their complaints mean. */
final class SlurmCommand {
  /**
   * Matches how srun says that a command failed whose exit code it passes on, and that it binds
   * none.
   */
  private static final String PASSED_ON =
      "srun: error: .*: task 0: Exited with exit code .*|srun: cluster configuration lacks .*";

  private static final List<String> NO_CLUSTER =
      List.of("configuration source", "configuration file");

  /** Says what to do about what Slurm says; the first that fits. */
  private static final Map<String, String> REMEDIES = new LinkedHashMap<>();

  static {
    REMEDIES.put(
        "DUE TO TIME LIMIT",
        "--resume goes on with what is left, in a job of the same limit; a new run takes more with"
            + " time=");
    REMEDIES.put("DUE TO NODE FAILURE", "once it is back, go on with --resume");
    REMEDIES.put("Node failure", "once it is back, go on with --resume");
    REMEDIES.put("DUE TO PREEMPTION", "go on with --resume");
    REMEDIES.put("CANCELLED", "go on with --resume");
    REMEDIES.put("Invalid partition", "sinfo lists the partitions");
    REMEDIES.put("Invalid node name", "sinfo -N lists the nodes");
    REMEDIES.put("Invalid account", "sacctmgr show associations user=$USER lists yours; account=");
    REMEDIES.put("Requested node configuration is not available", "is that node in the partition?");
    REMEDIES.put("Unable to contact slurm controller", "is slurmctld up, and reached from here?");
    REMEDIES.put("authentication", "is munged up here, with the cluster's key?");
    for (String none : NO_CLUSTER) {
      REMEDIES.put(none, "go to a node of the cluster, or name its slurm.conf with SLURM_CONF");
    }
  }

  private SlurmCommand() {}

  /**
   * Returns the job that is kept: one node, for itself, with the command that ends when its
   * standard input does.
   */
  static Command kept(Spec spec, Command inside) {
    List<String> words =
        new ArrayList<>(
            List.of(
                // Inside another job this would be a step of that one; ssh's address is another's.
                "env",
                "-u",
                "SLURM_JOB_ID",
                "-u",
                "SLURM_JOBID",
                "-u",
                "SSH_CONNECTION",
                // A session of its own: Ctrl-C in the terminal must not cut what cleaning up needs.
                "setsid",
                "srun",
                "--quiet",
                "--job-name=" + spec.name(),
                "--comment=" + spec.owner().text(),
                "--exclusive",
                "--mem=0"));
    spec.option(Slurm.PARTITION).ifPresent(name -> words.add("--partition=" + name));
    spec.option(Slurm.NODELIST).ifPresent(name -> words.add("--nodelist=" + name));
    spec.option(Slurm.TIME).ifPresent(time -> words.add("--time=" + time));
    spec.option(Slurm.ACCOUNT).ifPresent(name -> words.add("--account=" + name));
    return Command.of(words).and("--nodes=1", "--ntasks=1").and(inside.words());
  }

  static Command step(String job, Command inside) {
    // Beside the command that keeps the job, on any of the node's CPUs.
    return Command.of("setsid", "srun", "--quiet", "--jobid=" + job)
        .and("--nodes=1", "--ntasks=1")
        .and("--overlap", "--cpu-bind=none")
        .and(inside.wordsWithVariables());
  }

  static Command copy(String job, String from, String to) {
    return Command.of("sbcast", "--force", "--jobid=" + job, from, to);
  }

  static Command cancel(String job) {
    return Command.of("scancel", job);
  }

  /** Lists this user's jobs, each with the run that it is of. */
  static Command jobs() {
    return Command.of("squeue", "--me", "--noheader", "--format=%i|%k");
  }

  /** Lists every node of every partition, with its state and the limit of time. */
  static Command nodes() {
    return Command.of("sinfo", "--noheader", "--Node", "--format=%N|%P|%a|%t|%l");
  }

  static Command names(String list) {
    return Command.of("scontrol", "show", "hostnames", list);
  }

  static boolean hasNoCluster(Ended failed) {
    return NO_CLUSTER.stream().anyMatch(failed.err()::contains);
  }

  /** Returns what a command said without what srun adds to it. */
  static Ended own(Ended ended) {
    return new Ended(ended.exit(), ended.out(), own(ended.err()));
  }

  private static String own(String said) {
    return said.lines().filter(line -> !line.matches(PASSED_ON)).collect(Collectors.joining("\n"));
  }

  /** Says why something did not come about, in one line with the remedy. */
  static Finding refusal(String what, String said) {
    String[] lines = own(said).strip().split("\\R");
    return Finding.first(REMEDIES, own(said), line -> what + ": " + plain(line))
        .orElseGet(
            () ->
                Finding.missing(
                    what + ": " + plain(lines[lines.length - 1]),
                    "see whether srun hostname works by hand"));
  }

  private static String plain(String line) {
    return line.replaceAll("^\\S+: (error: |fatal: )?|\\*\\*\\*|\\.$", "").strip();
  }
}
