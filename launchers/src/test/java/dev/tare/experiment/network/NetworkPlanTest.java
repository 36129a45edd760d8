package dev.tare.experiment.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.experiment.Timing;
import dev.tare.experiment.VisitPlan;
import dev.tare.launch.Layers;
import dev.tare.launch.StackSyntax;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworkPlanTest {
  private static final EndCpus CPUS = new EndCpus(0, 1);

  @Test
  void everyPathIsAStackThatTheLayersKnow() {
    StackSyntax syntax = new StackSyntax(Layers.standard());
    for (NetworkPath path : NetworkPath.all()) {
      assertThat(syntax.parse(path.stack(4242, Offload.AS_IS, false)).text())
          .doesNotContain("PORT");
      assertThat(syntax.parse(path.stack(4242, Offload.OFF, false)).text()).isNotEmpty();
    }
  }

  @Test
  void offloadIsAnOptionOfTheGuestAlone() {
    NetworkPath nested = NetworkPath.named("kvm/docker-nat").orElseThrow();
    assertThat(nested.stack(7, Offload.OFF, false))
        .isEqualTo("kvm(offload=off,net=tap)/docker(network=nat,publish=7)");
    assertThat(NetworkPath.named("docker-bridge").orElseThrow().stack(7, Offload.OFF, false))
        .isEqualTo("docker(network=bridge)");
  }

  @Test
  void reversedNothingHasToLeadIntoTheGuest() {
    assertThat(NetworkPath.named("kvm-user").orElseThrow().stack(7, Offload.AS_IS, true))
        .isEqualTo("kvm(net=user,vcpus=1)");
  }

  @Test
  void onlyPathsWithDevicesOfTheirOwnHaveOffloads() {
    NetworkPlan plan =
        plan(
            NetworkPath.parse(List.of("kvm-virtio", "loopback")), List.of(Offload.ON, Offload.OFF));
    assertThat(plan.variants())
        .extracting(PathVariant::name)
        .containsExactly("loopback", "kvm-virtio(offload=on)", "kvm-virtio(offload=off)");
    assertThat(plan.variants())
        .extracting(one -> plan.port(one).orElseThrow())
        .containsExactly(4242, 4243, 4244);
  }

  @Test
  void unknownNamesAreRefusedWithThoseThereAre() {
    assertThatThrownBy(() -> NetworkPath.parse(List.of("docker-nut")))
        .hasMessageContaining("--path docker-nut: there are loopback, docker-host");
    assertThatThrownBy(() -> NetPattern.parse(List.of("tcp_rr", "rr")))
        .hasMessageContaining("--patterns rr: there are tcp_stream, tcp_maerts, tcp_rr");
    assertThatThrownBy(() -> EndCpus.parse("0")).hasMessageContaining("--cpus 0");
  }

  @Test
  void rangesNameTheirOption() {
    assertThatThrownBy(() -> sized(List.of(0), List.of(1))).hasMessageContaining("--bytes 0");
    assertThatThrownBy(() -> sized(List.of(), List.of(257)))
        .hasMessageContaining("--connections 257: from 1 to 256");
    assertThatThrownBy(() -> plan(List.of(), List.of())).hasMessageContaining("--path");
  }

  @Test
  void planComesBackFromItsText() {
    NetworkPlan plan =
        new NetworkPlan(
            NetworkPath.all(),
            NetPattern.parse(List.of("udp_rr", "tcp_stream")),
            List.of(Offload.OFF),
            new Timing(1, 100, 3, 200),
            4,
            true,
            -17,
            true,
            List.of(1, 65_536),
            List.of(1, 16),
            List.of(0, 1000),
            CPUS,
            4242);
    assertThat(PlanText.parse(PlanText.of(plan))).isEqualTo(plan);
    assertThatThrownBy(() -> PlanText.parse(Map.of("verb", "matrix")))
        .hasMessageContaining("not a run of network");
  }

  @Test
  void sizesAndRatesAreTheRequestsAlone() {
    NetworkPlan plan = sized(List.of(1, 65_536), List.of(1, 16));
    assertThat(plan.params())
        .containsExactly(
            "^dev\\.tare\\.bench\\.net\\.TcpRr\\.:bytes=1,65536",
            "^dev\\.tare\\.bench\\.net\\.UdpRr\\.:bytes=1,65507");
    assertThat(plan.forksPerVisit()).isEqualTo(3 + 2 * 2 + 2 + 2 * 2);
    List<VisitPlan> visits = VisitPlans.of(plan, List.of("-Dx=y"), 1);
    assertThat(visits).extracting(VisitPlan::threads).containsExactly(1, 16);
    assertThat(visits.get(0).benchmarks()).hasSize(6);
    assertThat(visits.get(1).benchmarks()).hasSize(3).noneMatch(one -> one.contains("Stream"));
    assertThat(visits).allMatch(VisitPlan::barrier);
  }

  @Test
  void bulkIsNeverRunByManyAtOnce() {
    List<VisitPlan> visits = VisitPlans.of(sized(List.of(), List.of(8)), List.of(), 1);
    assertThat(visits).extracting(VisitPlan::threads).containsExactly(1, 8);
    assertThat(visits.get(0).benchmarks()).allMatch(one -> !one.contains("Rr"));
  }

  @Test
  void endsTakeTheFirstTwoCpus() {
    assertThat(EndCpus.firstOf("2-5")).isEqualTo(new EndCpus(2, 3));
    assertThat(EndCpus.firstOf("7")).isEqualTo(new EndCpus(7, 7));
    assertThat(EndCpus.parse("3,1").text()).isEqualTo("3,1");
  }

  @Test
  void patternsAreFoundByTheirBenchmark() {
    assertThat(NetPattern.of("dev.tare.bench.net.TcpCrr.connection(x=1):avgt:t1"))
        .contains(NetPattern.TCP_CRR);
    assertThat(NetPattern.of("dev.tare.bench.cpu.Prime.events")).isEmpty();
    assertThat(NetPattern.labels()).first().isEqualTo("tcp_stream");
  }

  private static NetworkPlan sized(List<Integer> bytes, List<Integer> connections) {
    return new NetworkPlan(
        NetworkPath.parse(List.of("loopback")),
        List.of(NetPattern.values()),
        List.of(),
        new Timing(1, 100, 3, 200),
        1,
        true,
        1,
        false,
        bytes,
        connections,
        List.of(),
        CPUS,
        4242);
  }

  private static NetworkPlan plan(List<NetworkPath> paths, List<Offload> offloads) {
    return new NetworkPlan(
        paths,
        List.of(NetPattern.values()),
        offloads,
        new Timing(1, 100, 3, 200),
        1,
        true,
        1,
        false,
        List.of(),
        List.of(1),
        List.of(),
        CPUS,
        4242);
  }
}
