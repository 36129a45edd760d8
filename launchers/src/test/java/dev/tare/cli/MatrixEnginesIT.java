package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tare.result.Run;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verb on the real engines: results, limits, deaths in there, and what is left on the host. */
@Tag("full")
class MatrixEnginesIT {
  @TempDir Path folder;

  @Test
  void threeEnvironmentsAreMeasuredUnderTheSameLimits() throws Exception {
    ThisHost.needsRoot();
    ThisHost.needsDocker();
    ThisHost.needsLxc();
    Jar.Ended ended =
        new Jar(folder)
            .patient()
            .brief()
            .run(
                "matrix",
                "--env=bare",
                "--env=docker",
                "--env=lxc",
                "--blocks=1",
                "--limit=memory=700m",
                "--limit=pids=400",
                "--limit=cpuset=0",
                "--benchmarks=kernel.Syscall|app.(Command|Xz)",
                "-p=command=sh -c 'echo said'",
                "-p=corpus=1",
                "--out=run");
    assertThat(ended.exit()).as(ended.all()).isZero();
    Run run = RunReader.read(folder.resolve("run"));
    assertThat(run.environments()).containsOnlyKeys("bare", "docker", "lxc");
    assertThat(run.series().stream().filter(one -> one.key().metric().equals("peakMemory")))
        .as("a command of the user's and one of a pack are run in each")
        .hasSize(6);
    assertThat(folder.resolve("run/lxc/console.log")).content().contains("said");
    assertThat(run.environments().values())
        .allSatisfy(
            facts ->
                assertThat(facts.values())
                    .containsEntry("limits.memory.maxBytes", String.valueOf(700L << 20))
                    .containsEntry("limits.pids.max", "400")
                    .containsEntry("limits.cpu.affinity", "0"));
    assertThat(run.environments().values().stream().map(f -> f.get("libc.buildId")).distinct())
        .as("the same C library everywhere")
        .hasSize(1);
    assertThat(ended.out()).contains("docker", "lxc");
    assertThat(Traces.of(ended.pid())).isEmpty();
    Agreement.of(folder.resolve("run"), ended.out());
  }

  @Test
  void containerThatDiesIsMadeAnewAndTheRestGoesOn() throws Exception {
    ThisHost.needsDocker();
    Process running =
        new Jar(folder)
            .start(
                "matrix",
                "--env=docker",
                "--blocks=2",
                "--benchmarks=kernel.Syscall|cpu.Prime",
                "--out=run");
    Path first = folder.resolve("run/docker/trials/000.json");
    Jar.await(running, () -> Files.exists(first));
    String made = "name=tare-" + running.pid() + "-";
    for (String container :
        ThisHost.said("docker", "ps", "-q", "--filter", made).lines().toList()) {
      ThisHost.answers("docker", "rm", "--force", container);
    }
    assertThat(running.waitFor(Jar.MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(running.exitValue()).isEqualTo(ExitCode.FAILED);
    List<ScheduledTrial> schedule = RunFolder.open(folder.resolve("run")).document().schedule();
    assertThat(schedule)
        .allSatisfy(slot -> assertThat(slot.status()).isEqualTo(ScheduledTrial.Status.DONE));
    assertThat(schedule.stream().mapToInt(slot -> slot.failures().size()).sum()).isEqualTo(1);
    assertThat(new Jar(folder).printed("stderr")).contains("made anew");
  }

  @Test
  void fullDiskUnderTheResultsEndsTheRunWithAWayOn() throws Exception {
    ThisHost.needsRoot();
    Path small = Files.createDirectory(folder.resolve("small"));
    String[] mount = {"mount", "-t", "tmpfs", "-o", "size=48k", "tare-test", small.toString()};
    assumeThat(ThisHost.answers(mount)).as("a small file system can be mounted here").isTrue();
    try {
      Jar.Ended ended =
          new Jar(folder)
              .run(
                  "matrix",
                  "--env=bare",
                  "--benchmarks=kernel.Syscall|cpu.Prime|kernel.ClockRead",
                  "--out=" + small.resolve("run"));
      assertThat(ended.exit()).isEqualTo(ExitCode.FAILED);
      assertThat(ended.err()).contains("No space left on device", "--resume");
      assertThat(ended.err()).doesNotContain("a defect of this program");
      RunFolder run = RunFolder.open(small.resolve("run"));
      assertThat(run.document().finished()).isEmpty();
    } finally {
      ThisHost.answers("umount", small.toString());
    }
  }
}
