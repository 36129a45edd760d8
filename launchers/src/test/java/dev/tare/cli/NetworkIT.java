package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tare.result.Run;
import dev.tare.result.io.RunReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verb through the built jar, on loopback. */
class NetworkIT {
  @TempDir private Path folder;
  private NetworkRun network;

  @BeforeEach
  void run() {
    network = new NetworkRun(folder);
  }

  /** A path is proven by iproute2, which the README does not ask for. */
  @Test
  @Tag("full")
  void loopbackNeedsNobodyAndIsCounted() throws Exception {
    Jar.Ended ended =
        network.ended(
            "--path", "loopback", "--patterns", "tcp_rr", "--seconds", "0.2", "--blocks", "1");
    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.err()).contains("loopback is proven: the route leads through lo");
    assertThat(ended.out()).contains("TCP_RR (Enberg 2016, Fig. 9)", "pinned to CPUs");
    Run run = RunReader.readWithLatencies(network.folder());
    assertThat(run.series())
        .extracting(one -> one.key().metric())
        .contains("hostCpu.perOp", "softirqCpu.perOp")
        .doesNotContain("qemuCpu.perOp", "hostCpu.perGb");
    assertThat(run.series().get(0).key().params()).containsEntry("host", "");
    assertThat(network.folder().resolve("report.html")).content().contains("What the path costs");
    Agreement.of(network.folder(), ended.out());
  }

  /** A path is proven by iproute2, which the README does not ask for. */
  @Test
  @Tag("full")
  void finishedRunIsGoneOnWithByDoingNothing() throws Exception {
    network.ended(
        "--path", "loopback", "--patterns", "udp_rr", "--seconds", "0.1", "--blocks", "1");
    Path trial = network.folder().resolve("loopback/trials/000.json");
    Object before = Files.getLastModifiedTime(trial);
    Jar.Ended again = new Jar(folder).run("network", "--resume", "run");
    assertThat(again.exit()).as(again.err()).isZero();
    assertThat(again.out()).contains("UDP_RR");
    assertThat(Files.getLastModifiedTime(trial)).isEqualTo(before);
  }

  /** A path is proven by iproute2, which the README does not ask for. */
  @Test
  @Tag("full")
  void killedItGoesOnWithThePatternsThatAreMissing() throws Exception {
    Process running =
        network.start(
            "--path", "loopback", "--patterns", "tcp_rr,udp_rr", "--seconds", "2", "--blocks", "1");
    Path trial = network.folder().resolve("loopback/trials/000.json");
    Jar.await(running, () -> Files.exists(trial));
    List<ProcessHandle> all = running.descendants().toList();
    running.destroyForcibly().waitFor();
    Jar.awaitEnd(all);
    JsonNode before = new ObjectMapper().readTree(trial.toFile());
    assertThat(before).hasSize(1);

    new Jar(folder).patient().ends(ExitCode.DONE, "network", "--resume", "run");
    JsonNode after = new ObjectMapper().readTree(trial.toFile());
    assertThat(after).hasSize(2).contains(before.get(0));
  }

  @Test
  void rehearsalPrintsCommandsAndMakesNothing() throws Exception {
    Jar.Ended ended = network.ended("--path", "loopback", "--dry-run");
    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.out())
        .contains("serve --port", "trial --benchmarks", "-Dtare.net.server=")
        .contains("# the first of 5 blocks; all of them take about ");
    assertThat(network.folder()).doesNotExist();
  }

  /** A path is proven by iproute2, which the README does not ask for. */
  @Test
  @Tag("full")
  void portThatIsTakenIsOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Jar.Ended ended =
          network.ended(
              "--path",
              "loopback",
              "--port",
              String.valueOf(taken.getLocalPort()),
              "--blocks",
              "1");
      assertThat(ended.exit()).isEqualTo(ExitCode.FAILED);
      assertThat(ended.err().lines().filter(line -> line.contains("is taken"))).hasSize(1);
    }
  }

  @Test
  void wrongWordsAreUsage() throws Exception {
    assertThat(network.ended("--path", "loopbuck").exit()).isEqualTo(ExitCode.USAGE);
    assertThat(network.ended("--path", "loopback", "--bytes", "0").exit())
        .isEqualTo(ExitCode.USAGE);
    assertThat(network.ended("--path", "docker-nat", "--reverse").err())
        .contains("docker-nat: nothing is translated between a container and its own host");
  }
}
