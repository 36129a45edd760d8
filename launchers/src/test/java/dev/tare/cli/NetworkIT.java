package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tare.result.Run;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The verb through the built jar: on loopback everywhere, on real engines where they are. */
@Isolated("links, rules and containers of the whole machine are as before")
class NetworkIT {
  private static final List<String> PATTERNS =
      List.of("TCP_STREAM", "TCP_MAERTS", "TCP_RR", "TCP_CRR", "UDP_STREAM", "UDP_RR");

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

  @Test
  @Tag("full")
  void allSixPatternsGoThroughEveryPathAndNothingIsLeft() throws Exception {
    List<String> paths =
        List.of(
            "loopback", "docker-host", "docker-bridge", "docker-nat", "lxc-bridge", "kvm-virtio");
    assumeEngines();
    TreeSet<String> before = host();
    List<String> words = new ArrayList<>(List.of("--seconds", "0.3", "--blocks", "1"));
    paths.forEach(path -> words.addAll(List.of("--path", path)));
    Jar.Ended ended = network.ended(words.toArray(String[]::new));
    assertThat(ended.exit()).as(ended.err()).isZero();
    PATTERNS.forEach(pattern -> assertThat(ended.out()).contains(pattern + " (Enberg 2016"));
    RunFolder run = RunFolder.open(network.folder());
    assertThat(run.document().schedule())
        .allSatisfy(slot -> assertThat(slot.status()).isEqualTo(ScheduledTrial.Status.DONE))
        .allSatisfy(slot -> assertThat(slot.forks()).hasSize(PATTERNS.size()));
    Run read = RunReader.read(run.path());
    for (String path : paths) {
      assertThat(read.environments().get(path).get("path.proof")).as(path).isPresent();
    }
    assertThat(read.environments().get("docker-nat").get("path.proof").orElseThrow())
        .contains("the rule that translates counted");
    assertThat(host()).isEqualTo(before);
    Agreement.of(network.folder(), ended.out());
  }

  @Test
  @Tag("full")
  void interruptedItLeavesNoLinkAndNoRule() throws Exception {
    assumeEngines();
    TreeSet<String> before = host();
    Process running = network.start("--path", "lxc-bridge", "--blocks", "5");
    Jar.await(running, () -> network.err().contains("is proven"));
    Jar.interrupt(running);
    assertThat(network.err()).contains("network --resume");
    assertThat(host()).isEqualTo(before);
  }

  private static void assumeEngines() {
    ThisHost.needsRoot();
    ThisHost.needsDocker();
    ThisHost.needsLxc();
    ThisHost.needsQemu();
  }

  /** Links, routes, rules, and containers of this program. */
  private static TreeSet<String> host() throws Exception {
    TreeSet<String> seen = new TreeSet<>();
    ThisHost.said("ls", "/sys/class/net")
        .lines()
        .filter(one -> one.contains("tare"))
        .forEach(seen::add);
    ThisHost.said("ip", "-4", "route")
        .lines()
        .filter(one -> one.contains("tare"))
        .forEach(seen::add);
    ThisHost.said("iptables", "-w", "-S").lines().forEach(seen::add);
    ThisHost.said("docker", "ps", "-a", "--filter", "name=tare-", "--format", "{{.Names}}")
        .lines()
        .forEach(seen::add);
    seen.add("bridge filter " + ThisHost.read("/proc/sys/net/bridge/bridge-nf-call-iptables"));
    seen.add("forwarding " + ThisHost.read("/proc/sys/net/ipv4/ip_forward"));
    return seen;
  }
}
