package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IsolateCommandTest {
  private final Terminal terminal = new Terminal();

  @Test
  void whatIsNotThereIsOneLineWithItsNeighbours() {
    assertThat(terminal.run("isolate", "--victim", "cpu.Prme")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err().lines()).hasSize(1);
    assertThat(terminal.err()).contains("no benchmark matches").contains("did you mean cpu.Prime?");
  }

  @Test
  void anUnknownNeighbourIsOneLine() {
    assertThat(terminal.run("isolate", "--neighbour", "mallok")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err().lines()).hasSize(1);
    assertThat(terminal.err()).contains("did you mean malloc?").contains("competing");
  }

  @Test
  void oneCpuIsNotEnoughForSets() {
    int exit =
        terminal.run(
            "isolate", "--env", "bare", "--limit", "cpuset=0", "--neighbour", "fork", "--dry-run");

    assertThat(exit).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("--allocation shares does with one");
  }

  @Test
  void aDryRunPrintsBothEnvironmentsWithTheirLimitsAndTheBombWithItsBounds() {
    rehearse("--neighbour", "fork", "--limit", "pids=300");

    String commands = terminal.out();
    assertThat(commands.lines().filter(line -> line.startsWith("docker run"))).hasSize(3);
    assertThat(commands)
        .contains("--cpuset-cpus 0 ")
        .contains("--cpuset-cpus 1 ")
        .contains("--pids-limit 300")
        .contains("-p processes=300")
        .contains("-p seconds=40")
        .contains("blocks; all of them take about ");
  }

  @Test
  void aLiftedLimitLeavesTheHostsCeiling() {
    rehearse("--neighbour", "fork", "--unbounded-pids");

    assertThat(terminal.out().lines().filter(line -> line.startsWith("docker run")))
        .anyMatch(line -> line.contains("--cpuset-cpus 1 ") && !line.contains("--pids-limit 512"))
        .filteredOn(line -> line.contains("--cpuset-cpus 0 "))
        .allMatch(line -> line.contains("--pids-limit 512"));
  }

  @Test
  void aDryRunPrintsTheServerInTheNeighbourAndWhoFloodsItFromTheHost() {
    rehearse("--neighbour", "flood", "--victim", "net.UdpRr");

    List<String> lines = terminal.out().lines().toList();
    assertThat(lines.stream().filter(line -> line.contains(" serve --port ")))
        .singleElement()
        .asString()
        .startsWith("docker exec ")
        .contains("--bind ADDRESS");
    assertThat(lines.stream().filter(line -> line.contains("UdpStream")))
        .singleElement()
        .asString()
        .doesNotContain("docker")
        .contains("-p bytes=64", "--jvm-arg=-Dtare.net.server=ADDRESS:");
  }

  @Test
  void theHelpHasAnExample() {
    assertThat(terminal.run("help", "isolate")).isZero();
    assertThat(terminal.out()).contains("java -jar target/benchmarks.jar isolate --env docker");
  }

  /** A neighbour beside a victim in Docker, on two CPUs. */
  private void rehearse(String... more) {
    List<String> words = new ArrayList<>(List.of("isolate", "--env", "docker"));
    words.addAll(List.of("--limit", "cpuset=0-1", "--dry-run"));
    words.addAll(List.of(more));
    assertThat(terminal.run(words.toArray(String[]::new))).as(terminal.err()).isZero();
  }
}
