package dev.tare.experiment.ends;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.experiment.Scripted;
import dev.tare.launch.Environment;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What keeps a path from being proven is a line, and no failure. */
class PathVerifierTest {
  @Test
  void aProgramThatIsMissingAtEitherEndIsAnObstacle() throws IOException {
    assertThat(obstacle(Via.BRIDGE, without("ip"), without())).startsWith("ip is not installed");
    assertThat(obstacle(Via.BRIDGE, without(), without("ip")))
        .startsWith("in the client's place ip is not installed");
    assertThat(obstacle(Via.NAT, without("iptables"), without()))
        .startsWith("iptables is not installed");
    assertThat(obstacle(Via.BRIDGE, without("iptables"), without("iptables"))).isEmpty();
    assertThat(obstacle(Via.NAT, without(), without("iptables"))).isEmpty();
  }

  @Test
  void rulesThatMayNotBeReadAreAnObstacle() throws IOException {
    assertThat(obstacle(Via.NAT, without("-t"), without()))
        .isEqualTo(
            "the rules that translate cannot be read (Permission denied); it takes iptables and"
                + " root");
  }

  private static String obstacle(Via via, Environment machine, Environment client)
      throws IOException {
    return new PathVerifier(machine, machine, new PathVerifier.Asked("path", via, false))
        .obstacle(Optional.of(client))
        .orElse("");
  }

  /** A machine on which a command with one of these words fails. */
  private static Environment without(String... words) {
    return new Scripted(
            "far",
            command ->
                command.words().stream().anyMatch(List.of(words)::contains)
                    ? "echo Permission denied >&2; exit 1"
                    : "true")
        .environment();
  }
}
