package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.result.Facts;
import dev.tare.result.Run;
import dev.tare.result.Section;
import dev.tare.result.io.RunReader;
import dev.tare.result.io.SectionsJson;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Client and server on two machines, which are two namespaces with a link. */
@Tag("full")
@ResourceLock("two hosts")
class TwoHostsIT {
  @TempDir private Path folder;

  @Test
  void aClientOnAnotherMachineReachesTheServerOverTheLinkAndThatIsRecorded() throws Exception {
    ThisHost.needsRoot();
    ThisHost.needsDocker();
    try (LinkedHosts hosts = LinkedHosts.make(folder)) {
      new Jar(folder)
          .brief()
          .ends(
              ExitCode.DONE,
              "network",
              "--path=loopback,docker-bridge,docker-nat",
              "--patterns=tcp_rr",
              "--client=" + hosts.second(),
              "--blocks=1",
              "--out=network");
      Run network = RunReader.read(folder.resolve("network"));
      Facts nat = network.environments().get("docker-nat");
      are(nat, LinkedHosts.HERE);
      assertThat(nat.get("path.proof").orElseThrow()).contains("counted 8 for 8 flows");
      Facts bridge = network.environments().get("docker-bridge");
      assertThat(bridge.get("path.proof").orElseThrow()).contains("through docker0 (");
      assertThat(bridge.get("link.client.mtu")).contains("" + LinkedHosts.MTU);
      Section told = SectionsJson.read(folder.resolve("network")).get(0);
      assertThat(told.notes()).anyMatch(line -> line.startsWith("Client and server are on two"));
      assertThat(told.studies())
          .filteredOn(one -> one.claim().contains("docker-nat costs more than docker-bridge"))
          .as("Enberg had two hosts, and so has this")
          .anyMatch(one -> one.ours().value() != null)
          .noneMatch(one -> one.ours().words().contains("theirs were 2 hosts"));
      assertThat(told.studies())
          .filteredOn(one -> one.claim().startsWith("TCP request-response latency: the way into"))
          .as("so had those whom Vaucher cites")
          .anyMatch(one -> one.about().endsWith("docker-nat over loopback"))
          .noneMatch(one -> one.ours().words().contains("theirs were 2 hosts"));

      new Jar(folder)
          .brief()
          .ends(
              ExitCode.DONE,
              "network",
              "--path=loopback,docker-nat",
              "--patterns=tcp_rr",
              "--client=" + hosts.second(),
              "--reverse",
              "--blocks=1",
              "--out=reverse");
      Run reverse = RunReader.read(folder.resolve("reverse"));
      assertThat(reverse.series().stream().filter(one -> one.key().isPrimary())).hasSize(2);
      assertThat(reverse.environments()).hasSize(2);
      reverse.environments().values().forEach(facts -> are(facts, LinkedHosts.SECOND));

      new Jar(folder)
          .brief()
          .ends(
              ExitCode.DONE,
              "service",
              "--env=" + hosts.first(),
              "--client=" + hosts.second(),
              "--address=" + LinkedHosts.FIRST,
              "--blocks=1",
              "--out=service");
      Run service = RunReader.read(folder.resolve("service"));
      Facts far = service.environments().values().iterator().next();
      are(far, LinkedHosts.FIRST);
      assertThat(far.get("link.client.device")).contains("data0");
      assertThat(far.get("service.proof").orElseThrow()).contains("through data0 (");
      assertThat(service.series()).isNotEmpty();
    }
  }

  private static void are(Facts facts, String server) {
    assertThat(facts.get("topology.hosts")).contains("2");
    assertThat(facts.get("client.stack").orElseThrow()).startsWith("ssh(");
    assertThat(facts.get("path.address").or(() -> facts.get("service.address")).orElseThrow())
        .startsWith(server + ":");
    for (String end : java.util.List.of("client", "server")) {
      assertThat(facts.get("link." + end + ".mtu")).as(end).contains("" + LinkedHosts.MTU);
      assertThat(facts.get("link." + end + ".offload").orElseThrow()).as(end).isNotEmpty();
    }
  }

  @Test
  void aClientInAContainerOfItsOwnReachesTheServerInAnother() throws Exception {
    ThisHost.needsRoot();
    ThisHost.needsDocker();
    new Jar(folder)
        .brief()
        .ends(
            ExitCode.DONE,
            "service",
            "--env=bare,docker",
            "--client=docker",
            "--blocks=1",
            "--out=run");
    Run run = RunReader.read(folder.resolve("run"));
    assertThat(run.environments()).hasSize(2);
    run.environments()
        .forEach(
            (name, facts) -> {
              assertThat(facts.get("topology.hosts")).as(name).contains("1");
              assertThat(facts.get("service.proof").orElseThrow()).contains("of the client: ");
            });
  }
}
