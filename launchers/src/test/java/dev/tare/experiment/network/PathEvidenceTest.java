package dev.tare.experiment.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PathEvidenceTest {
  private static final LinkCounters NOTHING = new LinkCounters(0, 0, 0, 0);
  private static final LinkCounters OUT =
      new LinkCounters(500, Knock.TIMES, Knock.BYTES, 5L * Knock.TIMES);
  private static final LinkCounters IN =
      new LinkCounters(Knock.BYTES, 5L * Knock.TIMES, 500, Knock.TIMES);
  private static final Route BRIDGE = new Route("docker0", Optional.of("172.17.0.1"));
  private static final Route LOOPBACK = new Route("lo", Optional.of("172.17.0.1"));

  @Test
  void bridgeIsProvenByBothDevices() {
    PathEvidence proven = evidence("docker-bridge", BRIDGE, seen(OUT, IN, 0, 0));
    assertThat(proven.refusal()).isEmpty();
    assertThat(proven.words()).contains("docker0", Knock.BYTES + " bytes out");
  }

  @Test
  void routeThatStaysOnTheHostIsNoBridge() {
    assertThat(evidence("docker-bridge", LOOPBACK, seen(OUT, IN, 0, 0)).refusal().orElseThrow())
        .contains("an address of the host itself");
  }

  @Test
  void deviceThatCarriedNothingIsNotOnThePath() {
    assertThat(evidence("lxc-bridge", BRIDGE, seen(NOTHING, IN, 0, 0)).refusal().orElseThrow())
        .contains("did not pass docker0");
    assertThat(evidence("lxc-bridge", BRIDGE, seen(OUT, NOTHING, 0, 0)).refusal().orElseThrow())
        .contains("did not pass the environment's own device");
  }

  @Test
  void payloadCountsBesidePackets() {
    LinkCounters chatter = new LinkCounters(2000, 40, 2000, 40);
    assertThat(evidence("kvm-virtio", BRIDGE, seen(chatter, chatter, 0, 0)).refusal()).isPresent();
  }

  @Test
  void translationIsProvenByTheRulesOfBothProtocols() {
    PathEvidence proven = evidence("docker-nat", LOOPBACK, seen(OUT, IN, Knock.TIMES, Knock.TIMES));
    assertThat(proven.refusal()).isEmpty();
    assertThat(proven.words()).contains("16 for 16 flows");
  }

  @Test
  void rulesThatDoNotCountMeanAProxy() {
    assertThat(evidence("docker-nat", LOOPBACK, seen(OUT, IN, 0, 0)).refusal().orElseThrow())
        .contains("counted 0 flows of 16", "docker-proxy");
    assertThat(
            evidence("docker-nat", LOOPBACK, seen(OUT, IN, Knock.TIMES, 0)).refusal().orElseThrow())
        .contains("counted 8 flows of 16");
  }

  @Test
  void missingRuleMeansAProxy() {
    Seen without = new Seen(Map.of("docker0", OUT), Map.of("eth0", IN), List.of());
    assertThat(evidence("docker-nat", LOOPBACK, without).refusal().orElseThrow())
        .contains("no rule translates port 4242 of 172.17.0.1", "docker-proxy");
  }

  @Test
  void loopbackIsNoOtherDevice() {
    assertThat(evidence("loopback", LOOPBACK, seen(OUT, IN, 0, 0)).refusal()).isEmpty();
    assertThat(evidence("docker-host", BRIDGE, seen(OUT, IN, 0, 0)).refusal()).isPresent();
  }

  @Test
  void userModeNetworkHasToArriveInside() {
    assertThat(evidence("kvm-user", LOOPBACK, seen(NOTHING, IN, 0, 0)).refusal()).isEmpty();
    assertThat(evidence("kvm-user", LOOPBACK, seen(OUT, NOTHING, 0, 0)).refusal()).isPresent();
  }

  @Test
  void reversedThingsLeaveInsideAndArriveOutside() {
    Seen before = seen(NOTHING, NOTHING, 0, 0);
    PathVariant variant =
        new PathVariant(NetworkPath.named("docker-bridge").orElseThrow(), Offload.AS_IS);
    assertThat(
            new PathEvidence(variant, BRIDGE, "172.17.0.1", 4242, true, before, seen(IN, OUT, 0, 0))
                .refusal())
        .isEmpty();
    assertThat(
            new PathEvidence(
                    variant, BRIDGE, "172.17.0.1", 4242, true, before, seen(IN, NOTHING, 0, 0))
                .refusal())
        .isPresent();
  }

  private static PathEvidence evidence(String path, Route route, Seen after) {
    return new PathEvidence(
        new PathVariant(NetworkPath.named(path).orElseThrow(), Offload.AS_IS),
        route,
        "172.17.0.1",
        4242,
        false,
        seen(NOTHING, NOTHING, 0, 0),
        after);
  }

  private static Seen seen(LinkCounters bridge, LinkCounters inside, long tcp, long udp) {
    return new Seen(
        Map.of("docker0", bridge, "lo", NOTHING),
        Map.of("eth0", inside, "lo", OUT),
        List.of(rule("tcp", tcp), rule("udp", udp)));
  }

  private static NatRule rule(String protocol, long flows) {
    return new NatRule(
        NatRule.DNAT, protocol, "0.0.0.0/0", "172.17.0.1", 4242, "172.17.0.2", flows);
  }
}
