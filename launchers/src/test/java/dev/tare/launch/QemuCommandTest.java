package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Options in, QEMU's words out. */
class QemuCommandTest {
  private static final QemuCommand.Nic USER =
      new QemuCommand.Nic("", false, true, "52:54:00:00:00:01", OptionalInt.empty());

  private static String line(
      String arch, String machine, boolean kvm, boolean hugepages, QemuCommand.Nic nic) {
    Map<String, String> options = Map.of("machine", machine, "hugepages", hugepages ? "on" : "off");
    Spec spec = new Spec(new Owner("r", 1, 2), "tare-x", new TreeMap<>(options), Limits.NONE);
    return new QemuCommand(
            new GuestPlan(options(spec), arch, kvm, 2, 1152, 128, "/i/vmlinuz", Map.of()),
            "tare-x@r:1:2",
            "/i/vmlinuz",
            "/i/initrd.gz",
            "console=x",
            List.of(
                new QemuCommand.Disk("tare-root", "/s/a,b.qcow2", "qcow2", "unsafe", false),
                new QemuCommand.Disk("tare-shipped", "/s/s.ext4", "raw", "writeback", true)),
            nic)
        .command("/s/qmp")
        .line();
  }

  private static KvmOptions options(Spec spec) {
    try {
      return KvmOptions.of(spec);
    } catch (LaunchException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void q35IsOnPciWithTheUsersNetwork() {
    assertThat(line("x86_64", "q35", false, false, USER))
        .startsWith("sh -c 'pipe=")
        .contains("3>&2 4<&-' qemu /s/qmp qemu-system-x86_64 -name tare-x@r:1:2 ")
        .contains(" -M q35 -accel tcg,thread=single -cpu max -smp 2 -m 1179656K ")
        .contains(" -qmp stdio ")
        .contains(" -kernel /i/vmlinuz -initrd /i/initrd.gz -append console=x ")
        .contains("-device virtio-blk-pci,drive=tare-root,serial=tare-root")
        .contains("-netdev user,id=net,hostfwd=tcp:127.0.0.1:0-:22")
        .endsWith("-device virtio-net-pci,netdev=net,mac=52:54:00:00:00:01,romfile=")
        .doesNotContain("memory-backend")
        .doesNotContain("=off");
  }

  @Test
  void aCommaInAFileIsDoubledAndReadOnlyDisksSaySo() {
    assertThat(line("x86_64", "q35", false, false, USER))
        .contains("file=/s/a,,b.qcow2,format=qcow2,cache=unsafe -device")
        .contains("file=/s/s.ext4,format=raw,cache=writeback,readonly=on");
  }

  @Test
  void microvmHasNoPci() {
    assertThat(line("x86_64", "microvm", true, false, USER))
        .contains(" -M microvm -accel kvm -cpu host ", " -m 1152 ")
        .contains("-device virtio-blk-device,drive=tare-root")
        .contains("-device virtio-net-device,netdev=net")
        .doesNotContain("pci")
        .doesNotContain("romfile");
  }

  @Test
  void userNetworkPublishesAPortForBothProtocols() {
    QemuCommand.Nic nic =
        new QemuCommand.Nic("", false, true, "52:54:00:00:00:01", OptionalInt.of(4242));
    assertThat(line("x86_64", "q35", true, false, nic))
        .contains("hostfwd=tcp:127.0.0.1:4242-:4242,hostfwd=udp:127.0.0.1:4242-:4242");
  }

  @Test
  void aTapCanHaveVhostAndNoOffloads() {
    QemuCommand.Nic nic =
        new QemuCommand.Nic("tare-t1", true, false, "52:54:00:00:00:01", OptionalInt.empty());
    assertThat(line("x86_64", "q35", true, false, nic))
        .contains("-netdev tap,id=net,ifname=tare-t1,script=no,downscript=no,vnet_hdr=off,vhost=on")
        .contains(",romfile=,csum=off,gso=off,")
        .endsWith(",mrg_rxbuf=off");
  }

  @Test
  void hugePagesBackTheMachinesMemory() {
    assertThat(line("x86_64", "q35", true, true, USER))
        .contains(" -M q35,memory-backend=memory ")
        .contains("memory-backend-memfd,id=memory,hugetlb=on,prealloc=on,size=1152M");
  }

  @Test
  void aarch64HasOneMachine() {
    assertThat(line("aarch64", "q35", true, false, USER))
        .contains("qemu-system-aarch64")
        .contains(" -M virt -accel kvm -cpu host ");
    assertThat(QemuCommand.probe("aarch64", "/k", "/i", 10).line())
        .startsWith("timeout -s KILL 10 qemu-system-aarch64 -M virt -accel kvm")
        .contains("console=ttyAMA0 ")
        .contains("tare.probe=1");
  }
}
