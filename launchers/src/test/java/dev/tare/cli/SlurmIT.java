package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The verb with the nodes of a real Slurm, which are all on this machine. */
@Tag("full")
@Isolated("eight nodes take all CPUs")
class SlurmIT {
  private static final long MOST_SECONDS = 400;

  @TempDir private Path folder;

  /** One job is cancelled and one node dies in the middle: what is left of them goes on. */
  @Test
  void whatBecomesOfANodeIsOneLineAndOnlyThatIsMeasuredAgain() throws Exception {
    try (SlurmCluster cluster = SlurmCluster.start(Files.createDirectory(folder.resolve("c")))) {
      Jar wrong = jar(cluster);
      Jar.Ended refused = wrong.ends(ExitCode.FAILED, "fleet", "--env=slurm(partition=q)");
      assertThat(wrong.complaints())
          .containsExactly("tare: slurm: there is no partition q; partition= is one of p");
      assertThat(refused.out()).isEmpty();

      Process running =
          jar(cluster)
              .start(
                  "fleet",
                  "--env=slurm(nodelist=n[0-2])",
                  "--benchmarks=cpu.Prime",
                  "--blocks=4",
                  "--profile=quick",
                  "--out=run");
      Jar.await(running, () -> began("n0") && began("n1") && began("n2"));
      cluster.asked("scancel", cluster.job("n1"));
      cluster.kill(2);
      assertThat(running.waitFor()).isEqualTo(ExitCode.FAILED);
      assertThat(new Jar(folder).complaints())
          .anyMatch(line -> line.startsWith("tare: n1: job ") && line.contains("CANCELLED"))
          .anyMatch(line -> line.startsWith("tare: n2: "))
          .noneMatch(line -> line.startsWith("tare: n0: "));
      assertThat(isDone("n0")).isTrue();
      assertThat(isDone("n1")).isFalse();
      assertThat(cluster.asked("squeue", "-h")).isBlank();

      cluster.restart(2);
      var before = Files.getLastModifiedTime(folder.resolve("run/nodes/n0/run.json"));
      Jar.Ended resumed =
          jar(cluster).within(MOST_SECONDS).ends(ExitCode.DONE, "fleet", "--resume=run");
      assertThat(resumed.out()).contains("Nothing is judged");
      assertThat(isDone("n1") && isDone("n2")).isTrue();
      assertThat(Files.getLastModifiedTime(folder.resolve("run/nodes/n0/run.json")))
          .isEqualTo(before);
      assertThat(cluster.asked("squeue", "-h")).isBlank();
    }
  }

  /** The nodes are one machine's one CPU in turn, of which one node has half. */
  @Test
  void theNodeWithHalfACpuIsNamedAndNoOther() throws Exception {
    try (SlurmCluster cluster = SlurmCluster.start(Files.createDirectory(folder.resolve("c")))) {
      cluster.halve(5);
      Jar.Ended shown =
          jar(cluster)
              .within(MOST_SECONDS)
              .ends(
                  ExitCode.DONE,
                  "fleet",
                  "--env=slurm(nodes=8)",
                  "--benchmarks=cpu.Prime",
                  "--blocks=3",
                  "--profile=quick",
                  "--at-once=1",
                  "--tau=25%",
                  "--out=run");
      assertThat(shown.out())
          .containsPattern("1 of 8 nodes is off the others: n5 \\([12][.\\d]*\u00d7\\)");
      assertThat(cluster.asked("squeue", "-h")).isBlank();
    }
  }

  /** Tells whether a node is at its trials. */
  private boolean began(String node) throws IOException {
    Path log = folder.resolve("run/logs/" + node + ".log");
    return Files.exists(log) && Files.readString(log).contains("matrix: ");
  }

  private boolean isDone(String node) throws IOException {
    Path run = folder.resolve("run/nodes/" + node);
    return Files.exists(run.resolve("run.json"))
        && RunFolder.open(run).document().finished().isPresent();
  }

  /** Has the jar measure briefly, on its nodes too, which keep what they need in the folder. */
  private Jar jar(SlurmCluster cluster) throws IOException {
    return new Jar(folder)
        .env("SLURM_CONF", cluster.conf().toString())
        .env("TMPDIR", Files.createDirectories(folder.resolve("scratch")).toString())
        .env("XDG_CACHE_HOME", folder.resolve("cache").toString())
        .env("JAVA_TOOL_OPTIONS", "-Dtare.mostMs=50");
  }
}
