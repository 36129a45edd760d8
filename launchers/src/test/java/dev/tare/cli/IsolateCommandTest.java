package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class IsolateCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine commands = Tare.commandLine();
    commands.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return commands.execute(args);
  }

  @Test
  void whatIsNotThereIsOneLineWithItsNeighbours() {
    assertThat(run("isolate", "--victim", "cpu.Prme")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("no benchmark matches").contains("did you mean cpu.Prime?");
  }

  @Test
  void anUnknownNeighbourIsOneLine() {
    assertThat(run("isolate", "--neighbour", "mallok")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("did you mean malloc?").contains("competing");
  }

  @Test
  void oneCpuIsNotEnoughForSets() {
    int exit =
        run("isolate", "--env", "bare", "--limit", "cpuset=0", "--neighbour", "fork", "--dry-run");

    assertThat(exit).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--allocation shares does with one");
  }

  @Test
  void aDryRunPrintsBothEnvironmentsWithTheirLimitsAndTheBombWithItsBounds() {
    int exit =
        run(
            "isolate",
            "--env",
            "docker",
            "--neighbour",
            "fork",
            "--limit",
            "cpuset=0-1",
            "--limit",
            "pids=300",
            "--dry-run");

    assertThat(exit).as(err.toString()).isZero();
    String commands = out.toString();
    assertThat(commands.lines().filter(line -> line.startsWith("docker run"))).hasSize(3);
    assertThat(commands)
        .contains("--cpuset-cpus 0 ")
        .contains("--cpuset-cpus 1 ")
        .contains("--pids-limit 300")
        .contains("-p processes=300")
        .contains("-p seconds=40");
  }

  @Test
  void aLiftedLimitLeavesTheHostsCeiling() {
    int exit =
        run(
            "isolate",
            "--env",
            "docker",
            "--neighbour",
            "fork",
            "--limit",
            "cpuset=0-1",
            "--unbounded-pids",
            "--dry-run");

    assertThat(exit).as(err.toString()).isZero();
    assertThat(out.toString().lines().filter(line -> line.startsWith("docker run")))
        .anyMatch(line -> line.contains("--cpuset-cpus 1 ") && !line.contains("--pids-limit 512"))
        .filteredOn(line -> line.contains("--cpuset-cpus 0 "))
        .allMatch(line -> line.contains("--pids-limit 512"));
  }

  @Test
  void theHelpHasAnExample() {
    assertThat(run("help", "isolate")).isZero();
    assertThat(out.toString()).contains("java -jar target/benchmarks.jar isolate --env docker");
  }
}
