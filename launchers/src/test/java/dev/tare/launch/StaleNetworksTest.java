package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StaleNetworksTest {
  private static final String LINKS =
      """
      1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN mode DEFAULT group default qlen 1000\\    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
      9: tare-br3: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP mode DEFAULT group default qlen 1000\\    link/ether 7a:e0:9e:2d:9f:93 brd ff:ff:ff:ff:ff:ff\\    alias run-1:42:1700000000000:0a1b2c3d
      10: tare-tap0@if9: <BROADCAST> mtu 1500 qdisc noop state DOWN\\    link/ether 7a:e0:9e:2d:9f:94 brd ff:ff:ff:ff:ff:ff\\    alias run-2:43:1700000000001:0a1b2c3d
      11: tare-mine: <BROADCAST> mtu 1500 qdisc noop state DOWN\\    link/ether 7a:e0:9e:2d:9f:94 brd ff:ff:ff:ff:ff:ff\\    alias office uplink
      12: br0: <BROADCAST> mtu 1500 qdisc noop state DOWN\\    link/ether 7a:e0:9e:2d:9f:94 brd ff:ff:ff:ff:ff:ff\\    alias run-1:42:1700000000000:0a1b2c3d
      """;

  private static final String RULES =
      """
      -P FORWARD DROP
      -N DOCKER
      -A FORWARD -i tare-br3 -o tare-br+ -m comment --comment "run-1:42:1700000000000:0a1b2c3d" -j ACCEPT
      -A FORWARD -i eth0 -m comment --comment "mine: 42" -j ACCEPT
      -A FORWARD -j DOCKER-USER
      """;

  @Test
  void onlyLinksWithOurNameAndLabelAreOurs() {
    assertThat(StaleNetworks.links(LINKS))
        .containsExactly(
            new StaleResource(
                "link tare-br3",
                new Owner("run-1", 42, 1_700_000_000_000L, "0a1b2c3d"),
                List.of(Command.of("ip", "link", "del", "dev", "tare-br3"))),
            new StaleResource(
                "link tare-tap0",
                new Owner("run-2", 43, 1_700_000_000_001L, "0a1b2c3d"),
                List.of(Command.of("ip", "link", "del", "dev", "tare-tap0"))));
  }

  @Test
  void aRuleIsRemovedByItsOwnWords() {
    assertThat(StaleNetworks.rules(RULES))
        .singleElement()
        .extracting(left -> left.removal().get(0).line())
        .isEqualTo(
            "iptables -w -D FORWARD -i tare-br3 -o tare-br+ -m comment --comment"
                + " run-1:42:1700000000000:0a1b2c3d -j ACCEPT");
  }
}
