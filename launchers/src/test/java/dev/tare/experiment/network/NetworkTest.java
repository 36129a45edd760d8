package dev.tare.experiment.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.experiment.Plan;
import dev.tare.experiment.Setting;
import dev.tare.experiment.Timing;
import dev.tare.experiment.TrialPlan;
import dev.tare.experiment.ends.EndCpus;
import dev.tare.experiment.ends.Offload;
import dev.tare.experiment.ends.Published;
import dev.tare.launch.Limits;
import dev.tare.result.Claim;
import dev.tare.result.io.PublishedJson;
import dev.tare.result.io.Records;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NetworkTest {
  private static final Timing TIMING = new Timing(1, 100, 3, 200);

  @Test
  void pathIsAStackIntoWhichTheServersPortLeads() {
    assertThat(NetworkPath.DOCKER_NAT.stack(Offload.AS_IS, Published.at(4242), false).text())
        .isEqualTo("docker(network=nat,publish=4242)");
    assertThat(NetworkPath.KVM_DOCKER_NAT.stack(Offload.OFF, Published.at(7), false).text())
        .isEqualTo("kvm(net=tap,offload=off)/docker(network=nat,publish=7)");
    assertThat(NetworkPath.DOCKER_BRIDGE.stack(Offload.OFF, Published.at(7), false).text())
        .isEqualTo("docker(network=bridge)");
    assertThat(NetworkPath.KVM_USER.stack(Offload.AS_IS, Published.at(7), false).text())
        .isEqualTo("kvm(net=user,publish=7,vcpus=1)");
  }

  @Test
  void reversedNothingHasToLeadIntoTheGuest() {
    assertThat(NetworkPath.KVM_USER.stack(Offload.AS_IS, Published.at(7), true).text())
        .isEqualTo("kvm(net=user,vcpus=1)");
    NetworkParameters reversed =
        new Made().reversed().asked(NetworkPath.DOCKER_NAT, NetworkPath.LOOPBACK);
    assertThat(reversed.variants()).extracting(PathVariant::name).containsExactly("loopback");
  }

  @Test
  void pathsThatDoNotLeadToAClientElsewhereAreLeftOutWhateverTheHostIs() {
    NetworkParameters apart = new Made().client("ssh(host=b)").asked();
    assertThat(apart.variants())
        .extracting(PathVariant::name)
        .contains("docker-nat")
        .doesNotContain("kvm-user");
    assertThatThrownBy(() -> new Made().client("lxc").asked(NetworkPath.KVM_USER))
        .hasMessage("--path kvm-user: what it publishes is for its own host alone");
  }

  @Test
  void whatIsGivenTwiceIsMeasuredAndCountedOnce() {
    Made twice = new Made();
    twice.bytes = List.of(1, 64, 1);
    Made once = new Made();
    once.bytes = List.of(1, 64);
    assertThat(twice.asked().forks()).isEqualTo(once.asked().forks());
  }

  @Test
  void onlyPathsWithDevicesOfTheirOwnHaveOffloads() {
    Made made = new Made();
    made.offloads = List.of(Offload.ON, Offload.OFF, Offload.ON);
    made.port = 4242;
    NetworkParameters asked = made.asked(NetworkPath.KVM_VIRTIO, NetworkPath.LOOPBACK);
    assertThat(asked.variants())
        .extracting(PathVariant::name)
        .containsExactly("loopback", "kvm-virtio(offload=on)", "kvm-virtio(offload=off)");
    assertThat(asked.variants())
        .extracting(one -> asked.port(one).orElseThrow())
        .containsExactly(4242, 4243, 4244);
    assertThat(asked.variants().get(2).labels())
        .containsEntry("stack", "kvm")
        .containsEntry("path", "kvm-virtio")
        .containsEntry("offload", "off");
  }

  @Test
  void portThatIsNotAskedForIsWhicheverIsFree() {
    NetworkParameters asked = new Made().asked();
    assertThat(asked.variants()).hasSize(NetworkPath.values().length);
    assertThat(asked.variants()).allMatch(one -> asked.port(one).isEmpty());
  }

  @Test
  void rangesNameTheirOption() {
    Made made = new Made();
    made.bytes = List.of(0);
    assertThatThrownBy(made::asked).hasMessageContaining("--bytes 0");
    made.bytes = List.of();
    made.connections = List.of(257);
    assertThatThrownBy(made::asked).hasMessageContaining("--connections 257: from 1 to 256");
    made.connections = List.of(1);
    made.cpus = List.of(0);
    assertThatThrownBy(() -> prepared(made)).hasMessageContaining("--cpus 0: must look like");
    made.cpus = List.of(0, 9);
    assertThatThrownBy(() -> prepared(made)).hasMessageContaining("--cpus 0,9: not both may");
    made.cpus = List.of();
    made.seconds = 4000;
    assertThatThrownBy(() -> prepared(made)).hasMessageContaining("--seconds 4000");
  }

  @Test
  void secondsAreSharedByTheProfilesIterations() {
    Made made = new Made();
    made.seconds = 0.15;
    assertThat(prepared(made).timing()).isEqualTo(new Timing(1, 50, 3, 50));
    assertThat(prepared(new Made()).timing()).isEqualTo(TIMING);
  }

  @Test
  void parametersComeBackFromTheirPlan() throws Exception {
    Made made = new Made().reversed();
    made.offloads = List.of(Offload.OFF);
    made.bytes = List.of(1, 65_536);
    made.connections = List.of(1, 16);
    made.seconds = 2.5;
    made.port = 4242;
    made.cpus = List.of(1, 0);
    NetworkParameters asked = made.asked(NetworkPath.KVM_DOCKER_NAT);
    assertThat(Records.of(Records.tree(asked), NetworkParameters.class, "plan")).isEqualTo(asked);
  }

  @Test
  void sizesAndRatesAreTheRequestsAlone() {
    Made made = new Made();
    made.bytes = List.of(1, 65_536);
    made.connections = List.of(1, 16);
    NetworkParameters asked = made.asked(NetworkPath.LOOPBACK);
    assertThat(asked.forks()).isEqualTo(3 + 2 * 2 + 2 + 2 * 2);
    List<TrialPlan> trials = asked.trials(TIMING, List.of("-Dx=y"));
    assertThat(trials).extracting(TrialPlan::threads).containsExactly(1, 16);
    assertThat(trials.get(0).params())
        .containsExactly(
            "^dev\\.tare\\.bench\\.net\\.TcpRr\\.:bytes=1,65536",
            "^dev\\.tare\\.bench\\.net\\.UdpRr\\.:bytes=1,65507");
    assertThat(trials.get(0).benchmarks()).hasSize(6);
    assertThat(trials.get(1).benchmarks()).hasSize(3).noneMatch(one -> one.contains("Stream"));
    assertThat(trials).allMatch(TrialPlan::barrier);
  }

  @Test
  void bulkIsNeverRunByManyAtOnce() {
    Made made = new Made();
    made.connections = List.of(8);
    List<TrialPlan> trials = made.asked(NetworkPath.LOOPBACK).trials(TIMING, List.of());
    assertThat(trials).extracting(TrialPlan::threads).containsExactly(1, 8);
    assertThat(trials.get(0).benchmarks()).allMatch(one -> !one.contains("Rr"));
  }

  @Test
  void endsTakeTheFirstTwoCpus() {
    assertThat(EndCpus.of(List.of(), new TreeSet<>(Set.of(2, 3, 5)))).isEqualTo(new EndCpus(2, 3));
    assertThat(EndCpus.of(List.of(), new TreeSet<>(Set.of(7)))).isEqualTo(new EndCpus(7, 7));
    assertThat(EndCpus.of(List.of(3, 1), new TreeSet<>(Set.of(1, 3))).text()).isEqualTo("3,1");
  }

  @Test
  void patternsAreFoundByTheirBenchmark() {
    assertThat(NetPattern.of("dev.tare.bench.net.TcpCrr.connection(x=1):avgt:t1"))
        .contains(NetPattern.TCP_CRR);
    assertThat(NetPattern.of("dev.tare.bench.cpu.Prime.events")).isEmpty();
  }

  @Test
  void guestsThatLastOverAllBlocksAreSaid() {
    assertThat(new Network().warning(plan(new Made().asked(NetworkPath.KVM_USER)))).isPresent();
    assertThat(new Network().warning(plan(new Made().asked(NetworkPath.LOOPBACK)))).isEmpty();
  }

  /** Each of the studies' statements is about two paths and one pattern. */
  @Test
  void claimsAreOfPathsAndPatternsThatThereAre() {
    List<Claim> expected =
        PublishedJson.read().figures().stream()
            .flatMap(figure -> figure.claims().stream())
            .filter(one -> one.experiment().equals(new Network().name()))
            .toList();
    List<String> paths = Arrays.stream(NetworkPath.values()).map(NetworkPath::word).toList();
    assertThat(expected)
        .hasSize(22)
        .allSatisfy(one -> assertThat(one.hosts()).hasValue(2))
        .allSatisfy(one -> assertThat(paths).containsAll(one.of().get("path")))
        .allSatisfy(one -> assertThat(one.over().keySet()).containsAnyOf("path", "offload"));
    assertThat(expected)
        .flatExtracting(one -> one.of().get("benchmark"))
        .allSatisfy(
            name -> assertThat(NetPattern.of("dev.tare.bench." + name + ".method")).isPresent());
  }

  private static Setting prepared(Made made) {
    NetworkParameters asked = made.asked(NetworkPath.LOOPBACK);
    return new Network().prepared(plan(asked).setting(), asked);
  }

  static Plan<NetworkParameters> plan(NetworkParameters asked) {
    return new Plan<>(
        new Setting(
            List.of(),
            Limits.NONE,
            3,
            TIMING,
            true,
            List.of(),
            0,
            new TreeSet<>(Set.of(0, 1)),
            Optional.empty(),
            1),
        asked,
        List.of());
  }

  /** What is asked for, all of it usual but what is changed. */
  static final class Made {
    private List<Offload> offloads = List.of();
    private List<Integer> bytes = List.of();
    private List<Integer> connections = List.of(1);
    private List<Integer> cpus = List.of();
    private double seconds;
    private int port;
    private boolean reverse;
    private String client = "host";

    Made reversed() {
      reverse = true;
      return this;
    }

    Made client(String place) {
      client = place;
      return this;
    }

    NetworkParameters asked(NetworkPath... paths) {
      return new NetworkParameters(
          List.of(paths),
          List.of(),
          offloads,
          seconds > 0 ? Optional.of(seconds) : Optional.empty(),
          bytes,
          connections,
          List.of(),
          reverse,
          client,
          Optional.empty(),
          cpus,
          port > 0 ? Optional.of(port) : Optional.empty());
    }
  }
}
