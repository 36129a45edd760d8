package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What density and allocate refuse before they make anything. */
class CrowdCommandsTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path folder;

  @Test
  void anUnknownWorkloadIsOneLine() {
    assertThat(run("density", "--env=docker", "--workload=cpu.Primes")).isEqualTo(ExitCode.USAGE);
    assertThat(err)
        .hasToString(
            "tare: --workload cpu.Primes: no such workload; there are cpu.Prime, memory.Stream,"
                + " disk.RandomFile\n");
  }

  @Test
  void aCountOfGuestsOutOfRangeNamesTheOption() {
    assertThat(run("density", "--env=docker", "--guests=1,0")).isEqualTo(ExitCode.USAGE);
    assertThat(err).hasToString("tare: --guests 0: from 1 to 1024\n");
  }

  @Test
  void aLimitThatIsNoneIsRefused() {
    assertThat(run("density", "--limit=memory")).isEqualTo(ExitCode.USAGE);
    assertThat(err).hasToString("tare: --limit memory: must be NAME=VALUE\n");
  }

  @Test
  void anOvercommitThatDoesNotAddUpNamesTheOption() {
    assertThat(run("allocate", "--env=lxc", "--overcommit=1.2")).isEqualTo(ExitCode.USAGE);
    assertThat(err).hasToString("tare: --overcommit 1.2: from 1 to 4 in steps of 0.5\n");
  }

  @Test
  void whatIsComparedIsNotALimitBesides() {
    assertThat(run("allocate", "--env=lxc", "--limit=shares=512")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("--limit: cpuset, shares and cpus");
  }

  @Test
  void theHelpOfBothHasExamples() {
    assertThat(run("help", "density")).isZero();
    assertThat(run("help", "allocate")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("benchmarks.jar density --env docker", "benchmarks.jar allocate --env lxc");
  }

  @Test
  void aDryRunPrintsCommandsAndLeavesNoFolder() {
    Path run = folder.resolve("run");
    String[] words = {
      "density", "--env=bare", "--guests=2", "--blocks=1", "--dry-run", "--out=" + run
    };
    assertThat(run(words)).as(err.toString(StandardCharsets.UTF_8)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains("visit")))
        .hasSize(2)
        .allMatch(line -> line.contains("--barrier"));
    assertThat(run).doesNotExist();
  }

  private int run(String... arguments) {
    return Main.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        arguments);
  }
}
