package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real Slurm on this machine: munged, slurmctld and eight slurmd on loopback ports, with all that
 * is theirs in a folder. Its nodes share this machine's last CPU.
 */
final class SlurmCluster implements AutoCloseable {
  static final int NODES = 8;
  private static final int KEY_BYTES = 1024;
  private static final int KILL_SECONDS = 5;
  private static final int PERIOD_US = 10_000;

  /** Most of a node's time is the start of JVMs. */
  private static final String BRIEF = "-Dtare.mostMs=50 -XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  private final Path folder;
  private final List<Process> daemons = new ArrayList<>();
  private final List<Process> nodes = new ArrayList<>();
  private final List<Path> groups = new ArrayList<>();

  private SlurmCluster(Path folder) {
    this.folder = folder;
  }

  /** Starts it, or skips the test where it cannot be started. */
  static SlurmCluster start(Path folder) throws Exception {
    ThisHost.needsRoot();
    for (String program : List.of("munged", "slurmctld", "slurmd", "srun", "taskset")) {
      assumeThat(ThisHost.said("sh", "-c", "PATH=$PATH:/usr/sbin; command -v " + program))
          .as("needs " + program + ": apt-get install slurmd slurmctld slurm-client munge")
          .isNotBlank();
    }
    SlurmCluster cluster = new SlurmCluster(folder);
    try {
      cluster.configure();
      cluster.begin();
      return cluster;
    } catch (Exception | Error e) {
      cluster.close();
      throw e;
    }
  }

  Path conf() {
    return folder.resolve("slurm.conf");
  }

  /** The jar, which measures briefly, on its nodes too; these keep what they need in the folder. */
  Jar jar(Path from) throws IOException {
    return new Jar(from)
        .env("SLURM_CONF", conf().toString())
        .env("TMPDIR", Files.createDirectories(from.resolve("scratch")).toString())
        .env("XDG_CACHE_HOME", from.resolve("cache").toString())
        .env("JAVA_TOOL_OPTIONS", BRIEF);
  }

  /** A job of somebody else's, which has a node for itself until it is closed. */
  interface Held extends AutoCloseable {}

  /** Has somebody else take a node. */
  Held hold(int i) throws Exception {
    Process job =
        new ProcessBuilder(
                "env",
                "SLURM_CONF=" + conf(),
                "srun",
                "--exclusive",
                "--nodelist=n" + i,
                "--job-name=other",
                "sleep",
                "600")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log/held.out").toFile())
            .start();
    await(() -> !job("n" + i).isEmpty(), "another's job");
    return () -> {
      asked("scancel", "--name=other");
      job.waitFor();
    };
  }

  private void configure() throws Exception {
    for (String name : List.of("state", "log", "spool", "munge")) {
      Files.createDirectories(folder.resolve(name));
    }
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    Path file = Files.write(folder.resolve("munge/key"), key);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    List<Integer> ports = ports(NODES + 1);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < NODES; i++) {
      Files.createDirectories(folder.resolve("spool/n" + i));
      lines.append(
          "NodeName=n%d NodeHostname=%s NodeAddr=127.0.0.1 Port=%d CPUs=1 State=UNKNOWN%n"
              .formatted(i, host(), ports.get(i + 1)));
    }
    Files.writeString(
        conf(),
        """
        ClusterName=tare
        SlurmctldHost=%1$s(127.0.0.1)
        SlurmctldPort=%2$d
        SlurmUser=root
        SlurmdUser=root
        AuthType=auth/munge
        AuthInfo=socket=%3$s/munge/socket
        MpiDefault=none
        ProctrackType=proctrack/linuxproc
        TaskPlugin=task/none
        SelectType=select/cons_tres
        SelectTypeParameters=CR_Core
        CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
        ReturnToService=2
        SlurmdTimeout=30
        KillWait=%4$d
        StateSaveLocation=%3$s/state
        SlurmdSpoolDir=%3$s/spool/%%n
        SlurmctldPidFile=%3$s/ctld.pid
        SlurmdPidFile=%3$s/%%n.pid
        SlurmctldLogFile=%3$s/log/ctld.log
        SlurmdLogFile=%3$s/log/%%n.log
        AccountingStorageType=accounting_storage/none
        JobAcctGatherType=jobacct_gather/none
        PartitionName=p Nodes=n[0-%5$d] Default=YES MaxTime=30 State=UP
        """
                .formatted(host(), ports.get(0), folder, KILL_SECONDS, NODES - 1)
            + lines);
  }

  private static String host() throws InterruptedException {
    return ThisHost.said("hostname", "-s").strip();
  }

  private static List<Integer> ports(int count) throws IOException {
    List<ServerSocket> free = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      free.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    }
    List<Integer> ports = free.stream().map(ServerSocket::getLocalPort).toList();
    for (ServerSocket one : free) {
      one.close();
    }
    return ports;
  }

  private void begin() throws Exception {
    Path munge = folder.resolve("munge");
    daemons.add(
        daemon(
            "munged",
            "munged",
            "-F",
            "--force",
            "--key-file=" + munge.resolve("key"),
            "--socket=" + munge.resolve("socket"),
            "--pid-file=" + munge.resolve("pid"),
            "--log-file=" + munge.resolve("log"),
            "--seed-file=" + munge.resolve("seed")));
    await(() -> Files.exists(munge.resolve("socket")), "munged");
    daemons.add(daemon("ctld", "slurmctld", "-D", "-i", "-f", conf().toString()));
    for (int i = 0; i < NODES; i++) {
      nodes.add(node(i));
    }
    await(() -> idle() == NODES, "the cluster");
  }

  private Process node(int i) throws IOException {
    String cpu = String.valueOf(Runtime.getRuntime().availableProcessors() - 1);
    return daemon("n" + i, "taskset", "-c", cpu, "slurmd", "-D", "-N", "n" + i, "-f", "" + conf());
  }

  private Process daemon(String name, String... words) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log/" + name + ".out").toFile());
    builder.environment().merge("PATH", ":/usr/sbin", String::concat);
    return builder.start();
  }

  private long idle() throws InterruptedException {
    return asked("sinfo", "-h", "-N", "-t", "idle", "-o", "%N").lines().count();
  }

  /** Returns what one of its programs prints. */
  String asked(String... words) throws InterruptedException {
    List<String> all = new ArrayList<>(List.of("env", "SLURM_CONF=" + conf()));
    all.addAll(List.of(words));
    return ThisHost.said(all.toArray(String[]::new));
  }

  /** Returns the running job on a node; blank where there is none. */
  String job(String node) throws InterruptedException {
    return asked("squeue", "-h", "-w", node, "-t", "R", "-o", "%i").strip();
  }

  /** Kills a node with all that runs on it, as when its power fails. */
  void kill(int i) throws InterruptedException {
    List<ProcessHandle> all = new ArrayList<>(writing("n" + i + ".log"));
    // A daemon that is still there when its tasks die tells of it.
    List.copyOf(all).forEach(one -> one.descendants().forEach(all::add));
    all.forEach(ProcessHandle::destroyForcibly);
  }

  /**
   * Returns the daemons that write a log, a pattern: so those of job steps are found, which are
   * nobody's children and are called otherwise than they were started.
   */
  private List<ProcessHandle> writing(String log) throws InterruptedException {
    return ThisHost.said(
            "sh",
            "-c",
            "find /proc/[0-9]*/fd -lname \"$0\" 2>/dev/null | cut -d/ -f3 | sort -u",
            folder.resolve("log/" + log).toString())
        .lines()
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
        .toList();
  }

  /** Starts a node that was killed, and waits until it takes jobs. */
  void restart(int i) throws Exception {
    nodes.set(i, node(i));
    await(() -> idle() == NODES, "the node");
  }

  /** Gives a node, and all that it starts from now on, half a CPU; skips where there is no such. */
  void halve(int i) throws IOException {
    Path first = Path.of("/sys/fs/cgroup/cpu");
    boolean old = Files.isDirectory(first);
    Path group = (old ? first : first.getParent()).resolve("half-" + ProcessHandle.current().pid());
    try {
      Files.createDirectory(group);
      groups.add(group);
      if (old) {
        Files.writeString(group.resolve("cpu.cfs_period_us"), "" + PERIOD_US);
        Files.writeString(group.resolve("cpu.cfs_quota_us"), "" + PERIOD_US / 2);
      } else {
        Files.writeString(group.resolveSibling("cgroup.subtree_control"), "+cpu");
        Files.writeString(group.resolve("cpu.max"), PERIOD_US / 2 + " " + PERIOD_US);
      }
      Files.writeString(group.resolve("cgroup.procs"), "" + nodes.get(i).pid());
    } catch (IOException e) {
      assumeThat(e.toString()).as("needs a control group that limits CPU").isEmpty();
    }
  }

  private interface Awaited {
    boolean came() throws Exception;
  }

  private static boolean comes(Awaited what) throws Exception {
    for (int i = 0; i < 600; i++) {
      if (what.came()) {
        return true;
      }
      Thread.sleep(200);
    }
    return what.came();
  }

  private void await(Awaited what, String name) throws Exception {
    if (comes(what)) {
      return;
    }
    assumeThat(Files.exists(folder.resolve("log/ctld.log")) ? logs() : "no log")
        .as("needs a Slurm that starts here: " + name + " does not")
        .isEmpty();
  }

  private String logs() throws IOException {
    String log = Files.readString(folder.resolve("log/ctld.log"));
    return log.substring(Math.max(0, log.length() - KEY_BYTES));
  }

  /** Ends all of it, jobs first: a step's daemon outlives a controller that it cannot tell. */
  @Override
  public void close() throws Exception {
    if (!daemons.isEmpty()) {
      asked("scancel", "--user=root");
      comes(() -> asked("squeue", "-h").isBlank() && writing("n*.log").size() <= nodes.size());
    }
    List<Process> all = new ArrayList<>(nodes);
    all.addAll(daemons);
    for (Process one : all) {
      List<ProcessHandle> below = one.descendants().toList();
      one.destroy();
      if (!one.waitFor(KILL_SECONDS, TimeUnit.SECONDS)) {
        one.destroyForcibly().waitFor();
      }
      below.forEach(ProcessHandle::destroyForcibly);
    }
    try {
      // What was killed takes a moment to go.
      comes(() -> writing("*").isEmpty());
      List<ProcessHandle> left = writing("*");
      left.forEach(ProcessHandle::destroyForcibly);
      assertThat(left).as("what is left of the cluster").isEmpty();
    } finally {
      for (Path group : groups) {
        comes(() -> Files.readString(group.resolve("cgroup.procs")).isBlank());
        Files.delete(group);
      }
    }
  }
}
