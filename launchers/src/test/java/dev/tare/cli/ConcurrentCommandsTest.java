package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
            "tare: --workload cpu.Primes: no benchmark matches; -l lists them; did you mean"
                + " cpu.Prime?; a server stands for its load: memcached, redis, nginx, mariadb\n");
  }

  @Test
  void aSharedGuestTakesContainersInAMachine() {
    assertThat(terminal.run("density", "--env=kvm,lxc", "--shared-guest"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err())
        .isEqualTo(
            "tare: --shared-guest: none of the environments is a container in a machine, such as"
                + " --env kvm/lxc\n");
  }

  @Test
  void anyBenchmarkOrServerIsAWorkloadOfBoth() {
    for (String workload : List.of("app.Memcached", "redis", "app.Xz")) {
      assertThat(dry("density", "--env=bare", "--guests=2", "--workload=" + workload))
          .as(terminal.err())
          .isZero();
      assertThat(dry("allocate", "--env=lxc", "--workload=" + workload))
          .as(terminal.err())
          .isZero();
    }
    assertThat(terminal.out()).contains("records=", "app\\.Xz\\.compress");
  }

  @Test
  void aProgramOfOnesOwnIsAWorkloadWhereverBenchmarksAre() {
    String own = "-p=command=gzip -9 -c /etc/services";
    for (String verb : List.of("density", "allocate", "pages", "energy")) {
      assertThat(dry(verb, "--env=docker", "--workload=app.Command", own))
          .as(verb + ": " + terminal.err())
          .isZero();
      assertThat(terminal.out()).contains("-p 'command=gzip -9 -c /etc/services'");
      String comma = "command=cut -f1\\,2 /etc/services";
      assertThat(dry(verb, "--env=docker", "--workload=app.Command", "-p=" + comma))
          .as(verb + ": " + terminal.err())
          .isZero();
      assertThat(terminal.out()).contains("-p '" + comma + "'");
      assertThat(dry(verb, "--env=docker", "--workload=app.Command", "-p=comand=gzip"))
          .isEqualTo(ExitCode.USAGE);
      assertThat(terminal.err())
          .endsWith(
              "tare: -p comand: no benchmark that matches has it; -lp lists them; did you mean"
                  + " command?\n");
      assertThat(dry(verb, "--env=docker", "--workload=app.Xz", "-p=corpus=none"))
          .isEqualTo(ExitCode.USAGE);
      assertThat(terminal.err()).endsWith("tare: -p corpus=none: must be MiB from 1 to 9999\n");
    }
  }

  @Test
  void aTrialOfIsolateTakesOneValue() {
    assertThat(dry("isolate", "--env=docker", "--victim=app.Xz", "-p=corpus=8,256"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).startsWith("tare: -p corpus=8,256: takes one value here");
  }

  private int dry(String... words) {
    return terminal.run(
        Stream.concat(Stream.of(words), Stream.of("--blocks=1", "--dry-run"))
            .toArray(String[]::new));
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
