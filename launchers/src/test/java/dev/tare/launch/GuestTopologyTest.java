package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Divides a guest's CPUs: as asked for, as said to QEMU, and as the guest tells. */
class GuestTopologyTest {
  private static GuestTopology of(String text, String nodes) throws LaunchException {
    return GuestTopology.of(Optional.of(text), Optional.ofNullable(nodes)).orElseThrow();
  }

  @Test
  void qemuIsToldSocketsCoresAndThreads() throws LaunchException {
    GuestTopology one = of("2x4x2", null);
    assertThat(one.vcpus()).isEqualTo(16);
    assertThat(one.smp()).isEqualTo(",sockets=2,cores=4,threads=2");
    assertThat(one.memory(1000)).isEmpty();
  }

  @Test
  void nodesDivideMemoryAndCpus() throws LaunchException {
    assertThat(String.join(" ", of("2x2x1", "2").memory(1001)))
        .isEqualTo(
            "-object memory-backend-ram,id=node0,size=501M -numa node,nodeid=0,cpus=0-1,memdev=node0"
                + " -object memory-backend-ram,id=node1,size=500M"
                + " -numa node,nodeid=1,cpus=2-3,memdev=node1");
    assertThatThrownBy(() -> of("3x1x1", "2"))
        .isInstanceOf(LaunchException.class)
        .hasMessage("kvm: numa=2: the virtual CPUs cannot be divided so: 3x1x1");
    assertThatThrownBy(() -> GuestTopology.of(Optional.empty(), Optional.of("2")))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("needs topology");
  }

  @Test
  void whatTheGuestTellsIsCounted() throws LaunchException {
    assertThat(GuestTopology.found("0 0\n0 0\n0 1\n0 1\n1 0\n1 0\n1 1\n1 1\n2\n"))
        .isEqualTo(of("2x2x2", "2").text());
    assertThat(GuestTopology.found("0 0\n1 0\n0\n")).isEqualTo(of("2x1x1", null).text());
    assertThat(GuestTopology.found("0 0\n0 1\n1\n")).isEqualTo("1x2x1");
  }
}
