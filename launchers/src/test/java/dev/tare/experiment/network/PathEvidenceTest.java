package dev.tare.experiment.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PathEvidenceTest {
  private static final LinkCounters NOTHING = new LinkCounters(0, 0, 0, 0);
  private static final LinkCounters OUT =
      new LinkCounters(500, PathProbe.TIMES, PathProbe.BYTES, 5L * PathProbe.TIMES);
  private static final LinkCounters IN =
      new LinkCounters(PathProbe.BYTES, 5L * PathProbe.TIMES, 500, PathProbe.TIMES);
  private static final Route BRIDGE = new Route("docker0", Optional.of("172.17.0.1"));
  private static final Route LOOPBACK = new Route("lo", Optional.of("172.17.0.1"));

  @Test
  void bridgeIsProvenByBothDevices() {
    PathEvidence proven = evidence(NetworkPath.DOCKER_BRIDGE, BRIDGE, seen(OUT, IN, 0, 0));
    assertThat(proven.refusal()).isEmpty();
    assertThat(proven.words()).contains("docker0", PathProbe.BYTES + " bytes out");
  }

  @Test
  void routeThatStaysOnTheHostIsNoBridge() {
    assertThat(
            evidence(NetworkPath.DOCKER_BRIDGE, LOOPBACK, seen(OUT, IN, 0, 0))
                .refusal()
                .orElseThrow())
        .contains("an address of the host itself");
  }

  @Test
  void deviceThatCarriedNothingIsNotOnThePath() {
    assertThat(
            evidence(NetworkPath.LXC_BRIDGE, BRIDGE, seen(NOTHING, IN, 0, 0))
                .refusal()
                .orElseThrow())
        .contains("did not pass docker0");
    assertThat(
            evidence(NetworkPath.LXC_BRIDGE, BRIDGE, seen(OUT, NOTHING, 0, 0))
                .refusal()
                .orElseThrow())
        .contains("did not pass the environment's own device");
  }

  @Test
  void payloadCountsBesidePackets() {
    LinkCounters chatter = new LinkCounters(2000, 40, 2000, 40);
    assertThat(evidence(NetworkPath.KVM_VIRTIO, BRIDGE, seen(chatter, chatter, 0, 0)).refusal())
        .isPresent();
  }

  @Test
  void translationIsProvenByTheRulesOfBothProtocols() {
    PathEvidence proven =
        evidence(NetworkPath.DOCKER_NAT, LOOPBACK, seen(OUT, IN, PathProbe.TIMES, PathProbe.TIMES));
    assertThat(proven.refusal()).isEmpty();
    assertThat(proven.words()).contains("16 for 16 flows");
  }

  @Test
  void rulesThatDoNotCountMeanAProxy() {
    assertThat(
            evidence(NetworkPath.DOCKER_NAT, LOOPBACK, seen(OUT, IN, 0, 0)).refusal().orElseThrow())
        .contains("counted 0 flows of 16", "docker-proxy");
    assertThat(
            evidence(NetworkPath.DOCKER_NAT, LOOPBACK, seen(OUT, IN, PathProbe.TIMES, 0))
                .refusal()
                .orElseThrow())
        .contains("counted 8 flows of 16");
  }

  @Test
  void missingRuleMeansAProxy() {
    PathCounters without = new PathCounters(Map.of("docker0", OUT), Map.of("eth0", IN), List.of());
    assertThat(evidence(NetworkPath.DOCKER_NAT, LOOPBACK, without).refusal().orElseThrow())
        .contains("no rule translates port 4242 of 172.17.0.1", "docker-proxy");
  }

  @Test
  void loopbackIsNoOtherDevice() {
    assertThat(evidence(NetworkPath.LOOPBACK, LOOPBACK, seen(OUT, IN, 0, 0)).refusal()).isEmpty();
    assertThat(evidence(NetworkPath.DOCKER_HOST, BRIDGE, seen(OUT, IN, 0, 0)).refusal())
        .isPresent();
  }

  @Test
  void userModeNetworkHasToArriveInside() {
    assertThat(evidence(NetworkPath.KVM_USER, LOOPBACK, seen(NOTHING, IN, 0, 0)).refusal())
        .isEmpty();
    assertThat(evidence(NetworkPath.KVM_USER, LOOPBACK, seen(OUT, NOTHING, 0, 0)).refusal())
        .isPresent();
  }

  @Test
  void reversedThingsLeaveInsideAndArriveOutside() {
    PathCounters before = seen(NOTHING, NOTHING, 0, 0);
    PathVariant variant = new PathVariant(NetworkPath.DOCKER_BRIDGE, Offload.AS_IS);
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

  private static PathEvidence evidence(NetworkPath path, Route route, PathCounters after) {
    return new PathEvidence(
        new PathVariant(path, Offload.AS_IS),
        route,
        "172.17.0.1",
        4242,
        false,
        seen(NOTHING, NOTHING, 0, 0),
        after);
  }

  private static PathCounters seen(LinkCounters bridge, LinkCounters inside, long tcp, long udp) {
    return new PathCounters(
        Map.of("docker0", bridge, "lo", NOTHING),
        Map.of("eth0", inside, "lo", OUT),
        List.of(rule("tcp", tcp), rule("udp", udp)));
  }

  private static NatRule rule(String protocol, long flows) {
    return new NatRule(NatRule.DNAT, protocol, "172.17.0.1", 4242, flows);
  }
}
