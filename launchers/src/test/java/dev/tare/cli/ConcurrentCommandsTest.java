package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What density and allocate refuse before they make anything. */
class ConcurrentCommandsTest {
  private final Terminal terminal = new Terminal();

  @TempDir Path folder;

  @Test
  void anUnknownWorkloadIsOneLine() {
    assertThat(terminal.run("density", "--env=docker", "--workload=cpu.Primes"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err())
        .isEqualTo(
            "tare: --workload cpu.Primes: there is no such workload; did you mean cpu.Prime?; there"
                + " are cpu.Prime, memory.Stream, app.H2, app.Oltp, disk.RandomFile,"
                + " disk.FilebenchRandomRw, disk.SysbenchFileIo\n");
  }

  @Test
  void aCountOfGuestsOutOfRangeNamesTheOption() {
    assertThat(terminal.run("density", "--env=docker", "--guests=1,0")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).isEqualTo("tare: --guests 0: from 1 to 1024\n");
  }

  @Test
  void aLimitThatIsNoneIsRefused() {
    assertThat(terminal.run("density", "--limit=memory")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).isEqualTo("tare: --limit memory: must be NAME=VALUE\n");
  }

  @Test
  void anOvercommitThatDoesNotAddUpNamesTheOption() {
    assertThat(terminal.run("allocate", "--env=lxc", "--overcommit=1.2")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).isEqualTo("tare: --overcommit 1.2: from 1 to 4 in steps of 0.5\n");
  }

  @Test
  void whatIsComparedIsNotALimitBesides() {
    assertThat(terminal.run("allocate", "--env=lxc", "--limit=shares=512"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("--limit: cpuset, shares and cpus");
  }

  @Test
  void theHelpOfBothHasExamples() {
    assertThat(terminal.run("help", "density")).isZero();
    assertThat(terminal.run("help", "allocate")).isZero();
    assertThat(terminal.out())
        .contains("benchmarks.jar density --env docker", "benchmarks.jar allocate --env lxc");
  }

  @Test
  void aDryRunPrintsCommandsAndLeavesNoFolder() {
    Path run = folder.resolve("run");
    String[] words = {
      "density", "--env=bare", "--guests=2", "--blocks=1", "--dry-run", "--out=" + run
    };
    assertThat(terminal.run(words)).as(terminal.err()).isZero();
    assertThat(terminal.out().lines().filter(line -> line.contains("trial")))
        .hasSize(2)
        .allMatch(line -> line.contains("--barrier"));
    assertThat(terminal.out()).contains("# the first of 1 blocks; all of them take about ");
    assertThat(run).doesNotExist();
  }
}
