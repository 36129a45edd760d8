package dev.tare.experiment.ends;

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
    PathEvidence proven = evidence(Via.BRIDGE, BRIDGE, seen(OUT, IN, 0, 0));
    assertThat(proven.refusal()).isEmpty();
    assertThat(proven.words()).contains("docker0", PathProbe.BYTES + " bytes out");
  }

  @Test
  void routeThatStaysOnTheHostIsNoBridge() {
    assertThat(evidence(Via.BRIDGE, LOOPBACK, seen(OUT, IN, 0, 0)).refusal().orElseThrow())
        .contains("an address of the host itself");
  }

  @Test
  void deviceThatCarriedNothingIsNotOnThePath() {
    assertThat(evidence(Via.BRIDGE, BRIDGE, seen(NOTHING, IN, 0, 0)).refusal().orElseThrow())
        .contains("did not pass docker0");
    assertThat(evidence(Via.BRIDGE, BRIDGE, seen(OUT, NOTHING, 0, 0)).refusal().orElseThrow())
        .contains("did not pass the environment's own device");
  }

  @Test
  void payloadCountsBesidePackets() {
    LinkCounters chatter = new LinkCounters(2000, 40, 2000, 40);
    assertThat(evidence(Via.BRIDGE, BRIDGE, seen(chatter, chatter, 0, 0)).refusal()).isPresent();
  }

  @Test
  void translationIsProvenByTheRulesOfBothProtocols() {
    PathEvidence proven =
        evidence(Via.NAT, LOOPBACK, seen(OUT, IN, PathProbe.TIMES, PathProbe.TIMES));
    assertThat(proven.refusal()).isEmpty();
    assertThat(proven.words()).contains("16 for 16 flows");
  }

  @Test
  void rulesThatDoNotCountMeanAProxy() {
    assertThat(evidence(Via.NAT, LOOPBACK, seen(OUT, IN, 0, 0)).refusal().orElseThrow())
        .contains("counted 0 flows of 16", "docker-proxy");
    assertThat(
            evidence(Via.NAT, LOOPBACK, seen(OUT, IN, PathProbe.TIMES, 0)).refusal().orElseThrow())
        .contains("counted 8 flows of 16");
  }

  @Test
  void missingRuleMeansAProxy() {
    PathEvidence.Counters without =
        new PathEvidence.Counters(Map.of("docker0", OUT), Map.of("eth0", IN), Map.of(), List.of());
    assertThat(evidence(Via.NAT, LOOPBACK, without).refusal().orElseThrow())
        .contains("no rule translates port 4242 of 172.17.0.1", "docker-proxy");
  }

  @Test
  void loopbackIsNoOtherDevice() {
    assertThat(evidence(Via.LOOPBACK, LOOPBACK, seen(OUT, IN, 0, 0)).refusal()).isEmpty();
    assertThat(evidence(Via.LOOPBACK, BRIDGE, seen(OUT, IN, 0, 0)).refusal()).isPresent();
  }

  @Test
  void userModeNetworkHasToArriveInside() {
    assertThat(evidence(Via.PROGRAM, LOOPBACK, seen(NOTHING, IN, 0, 0)).refusal()).isEmpty();
    assertThat(evidence(Via.PROGRAM, LOOPBACK, seen(OUT, NOTHING, 0, 0)).refusal()).isPresent();
  }

  @Test
  void reversedThingsLeaveInsideAndArriveOutside() {
    assertThat(reversed(seen(IN, OUT, 0, 0)).refusal()).isEmpty();
    assertThat(reversed(seen(IN, NOTHING, 0, 0)).refusal()).isPresent();
  }

  private static PathEvidence reversed(PathEvidence.Counters after) {
    PathEvidence.Counters before = seen(NOTHING, NOTHING, 0, 0);
    return new PathEvidence(Via.BRIDGE, BRIDGE, "172.17.0.1", 4242, Prober.INSIDE, before, after);
  }

  @Test
  void clientElsewhereSendsAndTheServersMachineReceives() {
    PathEvidence.Counters before = apart(NOTHING, NOTHING);
    assertThat(elsewhere(Via.LOOPBACK, before, apart(IN, OUT)).refusal()).isEmpty();
    assertThat(elsewhere(Via.LOOPBACK, before, apart(NOTHING, OUT)).refusal().orElseThrow())
        .contains("did not pass docker0");
    assertThat(elsewhere(Via.LOOPBACK, before, apart(IN, NOTHING)).refusal().orElseThrow())
        .contains("did not pass the client's own devices");
    assertThat(elsewhere(Via.BRIDGE, before, apart(NOTHING, OUT)).refusal().orElseThrow())
        .contains("did not pass the environment's own device");
  }

  @Test
  void translationFromElsewhereIsOfConnectionsAlone() {
    PathEvidence.Counters before = seen(NOTHING, NOTHING, 0, 0);
    PathEvidence.Counters after = seen(IN, IN, PathProbe.TIMES, 0);
    assertThat(elsewhere(Via.NAT, before, after).refusal()).isEmpty();
    assertThat(elsewhere(Via.NAT, before, after).words()).contains("8 for 8 flows");
  }

  private static PathEvidence elsewhere(
      Via via, PathEvidence.Counters before, PathEvidence.Counters after) {
    return new PathEvidence(via, BRIDGE, "172.17.0.1", 4242, Prober.ELSEWHERE, before, after);
  }

  private static PathEvidence.Counters apart(LinkCounters host, LinkCounters client) {
    return new PathEvidence.Counters(
        Map.of("docker0", host), Map.of("eth0", NOTHING), Map.of("eth0", client), List.of());
  }

  private static PathEvidence evidence(Via via, Route route, PathEvidence.Counters after) {
    return new PathEvidence(
        via, route, "172.17.0.1", 4242, Prober.HOST, seen(NOTHING, NOTHING, 0, 0), after);
  }

  private static PathEvidence.Counters seen(
      LinkCounters bridge, LinkCounters inside, long tcp, long udp) {
    return new PathEvidence.Counters(
        Map.of("docker0", bridge, "lo", NOTHING),
        Map.of("eth0", inside, "lo", OUT),
        Map.of(),
        List.of(rule("tcp", tcp), rule("udp", udp)));
  }

  private static NatRule rule(String protocol, long flows) {
    return new NatRule(NatRule.DNAT, protocol, "172.17.0.1", 4242, flows);
  }
}
