package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The verb with the nodes of a real Slurm, which are all on this machine: what becomes of its jobs.
 * {@link SlurmVerdictIT} asks which node is slow.
 */
@Tag("full")
class SlurmIT {
  private static final long JOB_SECONDS = 180;

  private static SlurmCluster cluster;

  @TempDir private Path folder;

  @BeforeAll
  static void start(@TempDir Path shared) throws Exception {
    cluster = SlurmCluster.start(shared);
  }

  @AfterAll
  static void end() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void aWrongPartitionIsOneLine() throws Exception {
    Jar wrong = cluster.jar(folder);
    Jar.Ended refused = wrong.ends(ExitCode.FAILED, "fleet", "--env=slurm(nodes=2,partition=q)");
    assertThat(wrong.complaints())
        .containsExactly("tare: slurm: there is no partition q; partition= is one of p");
    assertThat(refused.out()).isEmpty();
  }

  /** One job is cancelled and one node dies in the middle: what is left of them goes on. */
  @Test
  void whatBecomesOfANodeIsOneLineAndOnlyThatIsMeasuredAgain() throws Exception {
    Process running = measuring("n[0-2]", 4);
    // Each as soon as it is at its trials, whichever comes first.
    Set<String> left = new TreeSet<>(Set.of("n1", "n2"));
    Jar.await(
        running,
        () -> {
          if (began("n1") && left.remove("n1")) {
            cluster.asked("scancel", cluster.job("n1"));
          }
          if (began("n2") && left.remove("n2")) {
            cluster.kill(2);
          }
          return left.isEmpty();
        });
    assertThat(running.waitFor()).isEqualTo(ExitCode.FAILED);
    assertThat(new Jar(folder).complaints())
        .anyMatch(line -> line.startsWith("tare: n1: job ") && line.contains("CANCELLED"))
        .anyMatch(line -> line.startsWith("tare: n2: "))
        .noneMatch(line -> line.startsWith("tare: n0: "));
    assertThat(isDone("n0")).isTrue();
    assertThat(isDone("n1")).isFalse();
    assertThat(jobs()).isEmpty();

    cluster.restart(2);
    var before = Files.getLastModifiedTime(folder.resolve("run/nodes/n0/run.json"));
    Jar.Ended resumed = cluster.jar(folder).patient().ends(ExitCode.DONE, "fleet", "--resume=run");
    assertThat(resumed.out()).contains("Nothing is judged");
    assertThat(resumed.err()).contains("Run folder: run\n");
    assertThat(isDone("n1") && isDone("n2")).isTrue();
    assertThat(Files.getLastModifiedTime(folder.resolve("run/nodes/n0/run.json")))
        .isEqualTo(before);
    assertThat(jobs()).isEmpty();
  }

  /** One node is at work, the other is another's and waited for. */
  @Test
  void ctrlCLeavesNoJobAndWhatThereIsComesBack() throws Exception {
    try (SlurmCluster.Held held = cluster.hold(1)) {
      Process running = measuring("n[0-1]", 50);
      Jar.await(running, () -> measured("n0") && jobs().size() == 2);
      Jar.signal("INT", List.of(running.toHandle()));
      assertThat(running.waitFor(Jar.MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(running.exitValue()).isEqualTo(130);
      assertThat(jobs()).isEmpty();
      assertThat(Files.exists(folder.resolve("run/nodes/n0/run.json"))).isTrue();
      assertThat(isDone("n0")).isFalse();
      assertThat(Traces.of(running.pid())).isEmpty();
    }
  }

  /**
   * A running job ends by itself, and one that waits in the queue is removed. Then the run goes on;
   * as one node is another's, it cannot be through before it is killed, on the fastest machine.
   */
  @Test
  @ResourceLock("what killed runs leave")
  void ofAKilledRunNoJobIsLeftOnceItIsCleanedUpAndItGoesOn() throws Exception {
    String kept;
    try (SlurmCluster.Held held = cluster.hold(1)) {
      Process running = measuring("n[0-1]", 2);
      Jar.await(running, () -> measured("n0") && jobs().contains("PENDING"));
      running.destroyForcibly().waitFor();
      jobsBecome(List.of("PENDING"));
      kept = firstTrial("n0");
      Jar.Ended cleaned = cluster.jar(folder).run("env", "--clean");
      assertThat(cleaned.exit()).as(cleaned.all()).isZero();
      jobsBecome(List.of());
      assertThat(Traces.of(running.pid())).isEmpty();
    }
    cluster.jar(folder).patient().ends(ExitCode.DONE, "fleet", "--resume=run");
    assertThat(isDone("n0") && isDone("n1")).isTrue();
    assertThat(firstTrial("n0")).isEqualTo(kept);
    assertThat(folder.resolve("cache/tare/fleet")).doesNotExist();
    assertThat(jobs()).isEmpty();
  }

  /** The node is this machine, whose docker is used; its userland is the one that is there. */
  @Test
  void anEngineWithinANodeMeasures() throws Exception {
    ThisHost.needsDocker();
    cluster
        .jar(folder)
        .env("XDG_CACHE_HOME", "")
        .patient()
        .ends(
            ExitCode.DONE,
            "fleet",
            "--env=slurm(nodelist=n[3-4])/docker",
            "--benchmarks=cpu.Prime",
            "--blocks=1",
            "--profile=quick",
            "--out=run");
    for (String node : List.of("n3", "n4")) {
      assertThat(isDone(node)).isTrue();
      assertThat(folder.resolve("run/nodes/" + node + "/docker/jmh.json")).isNotEmptyFile();
    }
    assertThat(jobs()).isEmpty();
  }

  private Process measuring(String nodes, int blocks) throws IOException {
    return cluster
        .jar(folder)
        .interruptible()
        .start(
            "fleet",
            "--env=slurm(nodelist=" + nodes + ")",
            "--benchmarks=cpu.Prime",
            "--blocks=" + blocks,
            "--profile=quick",
            "--out=run");
  }

  /** The states of the jobs of runs. */
  private static List<String> jobs() throws InterruptedException {
    return cluster
        .asked("squeue", "-h", "-o", "%j %T")
        .lines()
        .filter(line -> line.startsWith("tare-"))
        .map(line -> line.substring(line.indexOf(' ') + 1))
        .toList();
  }

  private static void jobsBecome(List<String> states) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(JOB_SECONDS);
    while (!jobs().equals(states) && System.nanoTime() < end) {
      Thread.sleep(200);
    }
    assertThat(jobs()).isEqualTo(states);
  }

  /** Tells whether a node is at its trials. */
  private boolean began(String node) throws IOException {
    return log(node).contains("matrix: ");
  }

  /** Tells whether the first trials are kept: an earlier end brings nothing back. */
  private boolean measured(String node) throws IOException {
    return log(node).lines().anyMatch(line -> line.matches("matrix: [1-9]\\d* %.*"));
  }

  /** Returns what a node's first trial gave, on the node or once it came back. */
  private String firstTrial(String node) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return Files.readString(
          all.filter(path -> path.endsWith(node + "/bare/trials/000.json"))
              .findAny()
              .orElseThrow());
    }
  }

  private String log(String node) throws IOException {
    Path log = folder.resolve("run/logs/" + node + ".log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  private boolean isDone(String node) throws IOException {
    Path run = folder.resolve("run/nodes/" + node);
    return Files.exists(run.resolve("run.json"))
        && RunFolder.open(run).document().finished().isPresent();
  }
}
