package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.result.Run;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The verb through the built jar, on real engines where they are. */
@Tag("full")
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
  @ResourceLock("emulated guests")
  void allSixPatternsGoThroughEveryPathAndNothingIsLeft() throws Exception {
    List<String> paths =
        List.of(
            "loopback", "docker-host", "docker-bridge", "docker-nat", "lxc-bridge", "kvm-virtio");
    assumeEngines();
    List<String> before = settings();
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
    assertThat(Traces.of(ended.pid())).isEmpty();
    assertThat(settings()).isEqualTo(before);
    Agreement.of(network.folder(), ended.out());
  }

  @Test
  void interruptedItLeavesNoLinkAndNoRule() throws Exception {
    assumeEngines();
    List<String> before = settings();
    Process running = network.start("--path", "lxc-bridge", "--blocks", "5");
    Jar.await(running, () -> network.err().contains("is proven"));
    Jar.interrupt(running);
    assertThat(network.err()).contains("network --resume");
    assertThat(Traces.of(running.pid())).isEmpty();
    assertThat(settings()).isEqualTo(before);
  }

  private static void assumeEngines() {
    ThisHost.needsRoot();
    ThisHost.needsDocker();
    ThisHost.needsLxc();
    ThisHost.needsQemu();
  }

  /** What the whole machine does with frames that pass through it. */
  private static List<String> settings() {
    return List.of(
        "bridge filter " + ThisHost.read("/proc/sys/net/bridge/bridge-nf-call-iptables"),
        "forwarding " + ThisHost.read("/proc/sys/net/ipv4/ip_forward"));
  }
}
