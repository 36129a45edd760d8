package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.result.Run;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The verb through the built jar, on real engines where they are. */
@Tag("full")
@Isolated("links, rules and containers of the whole machine are as before")
class NetworkPathsIT {
  private static final List<String> PATTERNS =
      List.of("TCP_STREAM", "TCP_MAERTS", "TCP_RR", "TCP_CRR", "UDP_STREAM", "UDP_RR");

  @TempDir private Path folder;
  private NetworkRun network;

  @BeforeEach
  void run() {
    network = new NetworkRun(folder);
  }

  @Test
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
