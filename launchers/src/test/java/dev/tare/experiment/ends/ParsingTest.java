package dev.tare.experiment.ends;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.experiment.concurrent.CpuTimes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the kernel's and the engines' own words are taken for. */
class ParsingTest {
  private static final String NAT_TABLE =
      """
      Chain OUTPUT (policy ACCEPT 0 packets, 0 bytes)
          pkts      bytes target     prot opt in     out     source               destination
            30     1738 DOCKER     0    --  *      *       0.0.0.0/0           !127.0.0.0/8          ADDRTYPE match dst-type LOCAL

      Chain POSTROUTING (policy ACCEPT 0 packets, 0 bytes)
          pkts      bytes target     prot opt in     out     source               destination
             7     1738 MASQUERADE  0    --  *      !docker0  172.17.0.0/16        0.0.0.0/0
             0        0 MASQUERADE  6    --  *      *       172.17.0.2           172.17.0.2           tcp dpt:4242

      Chain DOCKER (2 references)
          pkts      bytes target     prot opt in     out     source               destination
             0        0 RETURN     0    --  docker0 *       0.0.0.0/0            0.0.0.0/0
            12      720 DNAT       6    --  !docker0 *       0.0.0.0/0            172.17.0.1           tcp dpt:4242 to:172.17.0.2:4242
             5      145 DNAT       udp  --  !docker0 *       0.0.0.0/0            0.0.0.0/0            udp dpt:4242 to:172.17.0.2:4242
      """;

  @Test
  void routeTellsDeviceAndSource() {
    Route bridge =
        Route.parse("172.17.0.2 dev docker0 src 172.17.0.1 uid 0 \\    cache ").orElseThrow();
    assertThat(bridge.device()).isEqualTo("docker0");
    assertThat(bridge.source()).contains("172.17.0.1");
    assertThat(bridge.isLoopback()).isFalse();
    assertThat(Route.parse("local 172.17.0.1 dev lo src 172.17.0.1 uid 0").orElseThrow())
        .matches(Route::isLoopback);
  }

  @Test
  void unreachableIsNoRoute() {
    assertThat(Route.parse("")).isEmpty();
    assertThat(Route.parse("unreachable 10.0.0.1")).isEmpty();
  }

  @Test
  void devicesAreReadWhereverTheColonStands() {
    Map<String, LinkCounters> all =
        LinkCounters.parse(
            """
            Inter-|   Receive                                                |  Transmit
             face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs
                lo: 100      3    0    0    0     0          0         0 100 3 0 0 0 0 0 0
            docker0:5000 11 0 0 0 0 0 0 7000 13 0 0 0 0 0 0
            """);
    assertThat(all).containsOnlyKeys("lo", "docker0");
    assertThat(all.get("docker0")).isEqualTo(new LinkCounters(5000, 11, 7000, 13));
    assertThat(LinkCounters.beyondLoopback(all)).contains(all.get("docker0"));
    assertThat(LinkCounters.beyondLoopback(Map.of("lo", all.get("lo")))).isEmpty();
  }

  @Test
  void rulesAreFoundByProtocolAddressAndPort() {
    List<NatRule> rules = NatRule.parse(NAT_TABLE);
    assertThat(rules).hasSize(4);
    NatRule tcp = NatRule.inbound(rules, "tcp", "172.17.0.1", 4242).orElseThrow();
    assertThat(tcp.flows()).isEqualTo(12);
    assertThat(NatRule.inbound(rules, "udp", "172.17.0.1", 4242).orElseThrow().flows())
        .isEqualTo(5);
    assertThat(NatRule.inbound(rules, "tcp", "172.17.0.9", 4242)).isEmpty();
    assertThat(NatRule.inbound(rules, "tcp", "172.17.0.1", 4243)).isEmpty();
    assertThat(NatRule.masqueraded(rules)).isEqualTo(7);
  }

  @Test
  void offloadsAreHeldAgainstWhatWasAsked() {
    DeviceOffloads found =
        DeviceOffloads.parse(
            """
            Features for veth0:
            rx-checksumming: on
            tx-checksumming: off
            \ttx-checksum-ip-generic: off
            tcp-segmentation-offload: off
            generic-segmentation-offload: on
            generic-receive-offload: off [requested on]
            large-receive-offload: off [fixed]
            """);
    assertThat(found.text()).isEqualTo("gro=off gso=on rx=on tso=off tx=off");
    assertThat(found.differs(Offload.AS_IS)).isEmpty();
    assertThat(found.differs(Offload.ON)).contains("tso, tx stay off");
    assertThat(found.differs(Offload.OFF)).contains("gso stay on");
    assertThat(new DeviceOffloads(Map.of()).text()).isEqualTo("unknown");
  }

  @Test
  void guestSaysWhatItsDeviceAgreedUpon() {
    String with = "1100010110010101111011110000000010000000000000000000000000000000";
    DeviceOffloads on = DeviceOffloads.ofVirtio(with + "\n");
    assertThat(on.text()).isEqualTo("csum=on guest_csum=on guest_tso4=on host_tso4=on");
    assertThat(on.differs(Offload.OFF)).contains("host_tso4 stay on");
    assertThat(on.differs(Offload.ON)).isEmpty();
    DeviceOffloads off = DeviceOffloads.ofVirtio("0".repeat(64));
    assertThat(off.differs(Offload.ON)).isPresent();
    assertThat(off.differs(Offload.OFF)).isEmpty();
    assertThat(DeviceOffloads.ofVirtio("No such file").text()).isEqualTo("unknown");
  }

  @Test
  void busyIsAllButIdleWaitingAndStolenAndTimeOfGuestsCountsOnce() {
    CpuTimes times = CpuTimes.parse("cpu  10 1 20 999 50 2 3 7 4 5").orElseThrow();
    assertThat(times).isEqualTo(new CpuTimes(360_000, 10_920_000, 50_000));
    assertThat(CpuTimes.parse("cpu0 10 1 20 999 50 2 3 7 4 0")).isEmpty();
    assertThat(CpuTimes.parse("")).isEmpty();
  }

  @Test
  void usageInsideIsReadFromGroupsOfBothVersionsAndFromGuests() {
    assertThat(InsideMeter.us("123456789")).hasValue(123_456);
    assertThat(InsideMeter.us("usage_usec 4711")).hasValue(4711);
    assertThat(InsideMeter.us("cpu  10 1 20 999 50 2 3 7 4 0")).hasValue(360_000);
    assertThat(InsideMeter.us("")).isEmpty();
    assertThat(InsideMeter.us("usage_usec many")).isEmpty();
  }
}
