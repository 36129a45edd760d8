package dev.tare.experiment.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tare.experiment.Session;
import dev.tare.experiment.ends.NetServer;
import dev.tare.experiment.ends.Offload;
import dev.tare.experiment.ends.PathVerifier;
import dev.tare.experiment.ends.Prober;
import dev.tare.experiment.ends.Published;
import dev.tare.experiment.ends.Route;
import dev.tare.launch.Command;
import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Limits;
import dev.tare.proc.ProcFiles;
import dev.tare.userland.Userland;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The proof of a path on real Docker: it holds, and no longer when the path is broken. */
@Tag("full")
class PathProofIT {
  private static final int PORT = 28_417;

  private Session session;
  private Environment environment;
  private String address;
  private NetServer server;

  @BeforeEach
  void engine() throws IOException {
    Path jar = Path.of(System.getProperty("tare.jar"));
    session = Session.open("proof", jar, Optional.of(Userland.built(step -> {})), Optional.empty());
    assumeThat(succeeds("docker", "info")).as("docker does not answer").isTrue();
    assumeThat(succeeds("iptables", "-w", "-t", "nat", "-S"))
        .as("no iptables, or not root")
        .isTrue();
  }

  @AfterEach
  void leave() throws IOException {
    if (server != null) {
      server.close();
    }
    session.close();
  }

  @Test
  void translationHoldsUntilItsRuleIsRemoved() throws IOException {
    enter(NetworkPath.DOCKER_NAT);
    PathVerifier prover = prover(NetworkPath.DOCKER_NAT);
    Route route = prover.route(address);
    assertThat(prover.proof(address, route, PORT, Prober.HOST, Optional.empty()))
        .contains("counted 16 for 16 flows");

    for (String rule : session.host().ran(nat("-S")).lines().toList()) {
      if (rule.contains("--dport " + PORT) && rule.contains("DNAT")) {
        session.host().ran(nat("-D").and(List.of(rule.replaceFirst("^-A ", "").split(" "))));
      }
    }
    assertThatThrownBy(() -> prover.proof(address, route, PORT, Prober.HOST, Optional.empty()))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("not docker-nat: no rule translates port " + PORT)
        .hasMessageContaining("docker-proxy");
  }

  @Test
  void publishedPortIsNoBridge() throws IOException {
    enter(NetworkPath.DOCKER_NAT);
    assertThatThrownBy(() -> proof(NetworkPath.DOCKER_BRIDGE))
        .hasMessageContaining("not docker-bridge")
        .hasMessageContaining("an address of the host itself");
  }

  @Test
  void routeThatLeadsElsewhereIsNoBridge() throws IOException {
    enter(NetworkPath.DOCKER_BRIDGE);
    assertThat(proof(NetworkPath.DOCKER_BRIDGE)).contains("docker0");
    session.host().ran(Command.of("ip", "route", "add", "local", address, "dev", "lo"));
    try {
      assertThatThrownBy(() -> proof(NetworkPath.DOCKER_BRIDGE))
          .hasMessageContaining("not docker-bridge");
    } finally {
      session.host().ran(Command.of("ip", "route", "del", "local", address, "dev", "lo"));
    }
  }

  @Test
  void containerOfItsOwnNetworkIsNotTheHosts() throws IOException {
    enter(NetworkPath.DOCKER_BRIDGE);
    assertThatThrownBy(() -> proof(NetworkPath.DOCKER_HOST))
        .hasMessageContaining("a network namespace of its own");
  }

  @Test
  void addressThatCannotBeReachedIsSaidBeforeAnythingIsTimed() throws IOException {
    enter(NetworkPath.DOCKER_BRIDGE);
    PathVerifier prover = prover(NetworkPath.DOCKER_BRIDGE);
    Route route = prover.route(address);
    session.host().ran(Command.of("ip", "route", "add", "unreachable", address));
    try {
      assertThatThrownBy(() -> prover.route(address))
          .hasMessageContaining("no route leads to " + address)
          .hasMessageContaining("see ip route");
    } finally {
      session.host().ran(Command.of("ip", "route", "del", "unreachable", address));
    }
    int closed = PORT + 1;
    assertThatThrownBy(() -> prover.proof(address, route, closed, Prober.HOST, Optional.empty()))
        .hasMessageContaining("nobody answers at " + address + " port " + closed);
  }

  @Test
  void portThatIsTakenInsideIsOneLine() throws IOException {
    enter(NetworkPath.DOCKER_BRIDGE);
    assertThatThrownBy(() -> NetServer.start(environment, session.owner(), "0.0.0.0", PORT, -1))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("the server ended: ")
        .hasMessageContaining("is taken")
        .hasMessageNotContaining("\n");
  }

  @Test
  void offloadsAreSetAndReadBackOnBothEnds() throws IOException {
    assumeThat(succeeds("ethtool", "--version")).as("ethtool is not installed").isTrue();
    enter(NetworkPath.DOCKER_BRIDGE);
    PathVariant off = new PathVariant(NetworkPath.DOCKER_BRIDGE, Offload.OFF);
    assertThat(
            new DeviceSettings(session.host(), environment, off, ProcFiles.system())
                .apply("docker0"))
        .hasEntrySatisfying("offload.host", text -> assertThat(text).contains("tso=off"))
        .hasEntrySatisfying("offload.inside", text -> assertThat(text).contains("tso=off"))
        .containsEntry("mtu.inside", "1500");
  }

  private void enter(NetworkPath path) throws IOException {
    environment = session.enter(path.stack(Offload.AS_IS, Published.at(PORT), false), Limits.NONE);
    address = environment.address().orElseThrow();
    server = NetServer.start(environment, session.owner(), "0.0.0.0", PORT, -1);
  }

  /** Of what was entered, held to be that path. */
  private String proof(NetworkPath path) throws IOException {
    PathVerifier prover = prover(path);
    return prover.proof(address, prover.route(address), PORT, Prober.HOST, Optional.empty());
  }

  private PathVerifier prover(NetworkPath path) {
    return new PathVerifier(
        session.host(), environment, new PathVerifier.Asked(path.word(), path.via(), true));
  }

  private static Command nat(String verb) {
    return Command.of("iptables", "-w", "-t", "nat", verb);
  }

  private boolean succeeds(String... words) {
    try {
      return session.host().run(Command.of(words), Environment.PATIENCE).succeeded();
    } catch (IOException e) {
      return false;
    }
  }
}
