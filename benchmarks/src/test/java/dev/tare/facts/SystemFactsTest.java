package dev.tare.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.proc.CapturedTree;
import dev.tare.proc.ProcFiles;
import dev.tare.result.Facts;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemFactsTest {
  @TempDir Path root;

  @Test
  void frequencyOfABareServer() {
    assertThat(read("bare-v2-unlimited"))
        .containsEntry("cpu.governor", "performance")
        .containsEntry("cpu.driver", "intel_pstate")
        .containsEntry("cpu.turbo", "on")
        .containsEntry("cpu.minMHz", "800")
        .containsEntry("cpu.maxMHz", "3200")
        .containsEntry("cpu.isolated", "2-3")
        .containsEntry("cpu.idleStates", "POLL C1")
        .containsEntry("cpu.smt", "on");
  }

  @Test
  void frequencyOfAnArmServer() {
    assertThat(read("arm-server"))
        .containsEntry("cpu.driver", "cppc_cpufreq")
        .containsEntry("cpu.turbo", "off")
        .containsEntry("cpu.flags", "asimd aes pmull sha2 crc32 atomics lrcpc dcpop asimddp")
        .doesNotContainKeys("cpu.minMHz", "cpu.microcode");
  }

  @Test
  void aGuestWithoutADriverHasNoGovernor() {
    assertThat(read("firecracker"))
        .doesNotContainKeys("cpu.governor", "cpu.driver", "cpu.turbo", "cpu.maxMHz")
        .containsEntry("cpu.idleDriver", "haltpoll")
        .containsEntry("clocksource.current", "tsc")
        .containsEntry("clocksource.available", "tsc kvm-clock")
        .containsEntry("thp.enabled", "madvise")
        .containsEntry("hugepages.2048kB.total", "0")
        .containsEntry("mitigations.meltdown", "Not affected")
        .containsEntry("kernel.pressure", "on")
        .containsEntry("os.name", "Debian GNU/Linux 12 (bookworm)");
  }

  @Test
  void privilegesOfAContainersRoot() {
    assertThat(read("docker-v2-limited"))
        .containsEntry("privileges.root", "yes")
        .containsEntry("privileges.seccomp", "filter")
        .containsEntry("privileges.capabilities", "14: net_raw")
        .containsEntry("privileges.userNamespace", "initial");
  }

  @Test
  void privilegesOfAnOrdinaryUserAndOfAMappedRoot() {
    assertThat(read("bare-v2-unlimited"))
        .containsEntry("privileges.root", "no")
        .containsEntry("privileges.seccomp", "disabled")
        .containsEntry("privileges.capabilities", "none");
    assertThat(PrivilegeFacts.capabilities("0000000000000400")).hasValue("1: none that matters");
    assertThat(PrivilegeFacts.capabilities("not hexadecimal")).isEmpty();
  }

  @Test
  void podmanSaysItsVersionAndNothingElse() {
    assertThat(read("podman-v2"))
        .containsEntry("container.engine", "podman-4.3.1")
        .containsEntry("container.rootless", "yes")
        .containsEntry("privileges.userNamespace", "mapped");
    assertThat(read("podman-v2").toString()).doesNotContain("jane", "registry");
  }

  @Test
  void aPartitionHasTheQueueOfItsDisk() {
    assertThat(storage("bare-v2-unlimited", "/home/jane/tare"))
        .containsEntry("storage.x.fileSystem", "ext4")
        .containsEntry("storage.x.device", "nvme0n1p2")
        .containsEntry("storage.x.model", "Dell Ent NVMe AGN MU U.2 3.2TB")
        .containsEntry("storage.x.rotational", "no")
        .containsEntry("storage.x.scheduler", "none")
        .containsEntry("storage.x.logicalBlockBytes", "512")
        .containsEntry("storage.x.options", "rw,relatime");
  }

  @Test
  void anOverlayHasNoDeviceAndABindMountHas() {
    assertThat(storage("docker-v2-limited", "/work"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("storage.x.fileSystem", "overlay", "storage.x.options", "rw,relatime"));
    assertThat(storage("docker-v2-limited", "/data/run"))
        .containsEntry("storage.x.device", "nvme0n1p2");
  }

  @Test
  void theSourceOfANetworkMountIsNotLetOut() {
    ProcFiles files = CapturedTree.unpack("arm-server", root);
    CapturedTree.put(
        files,
        "proc/self/mountinfo",
        "28 1 259:2 / / rw - ext4 /dev/nvme0n1p2 rw\n"
            + "90 28 0:60 / /mnt rw,noatime - nfs4 nas.corp.example:/export rw,addr=10.1.2.3\n");
    FactSheet sheet = new FactSheet();
    StorageFacts.read(files, "x", "/mnt/a", sheet);
    assertThat(sheet.facts().values())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("storage.x.fileSystem", "nfs4", "storage.x.options", "rw,noatime"));
  }

  /** In a chroot no mount needs to be the root, or to hold the folder. */
  @Test
  void whatNoMountHoldsIsAbsent() {
    ProcFiles files = CapturedTree.unpack("arm-server", root);
    CapturedTree.put(
        files,
        "proc/self/mountinfo",
        "28 1 0:5 / /proc rw - proc proc rw\n29 1 0:6 / /dev rw - devtmpfs udev rw\n");
    FactSheet sheet = new FactSheet();
    StorageFacts.read(files, "x", "/tmp/a", sheet);
    assertThat(sheet.facts().values()).isEmpty();
  }

  private SortedMap<String, String> storage(String tree, String folder) {
    FactSheet sheet = new FactSheet();
    StorageFacts.read(CapturedTree.unpack(tree, root), "x", folder, sheet);
    return sheet.facts().values();
  }

  private SortedMap<String, String> read(String tree) {
    ProcFiles files = CapturedTree.unpack(tree, root);
    FactSheet sheet = new FactSheet();
    KernelFacts.read(files, sheet);
    FrequencyFacts.read(files, sheet);
    HardwareFacts.readFlags(files, sheet);
    PrivilegeFacts.read(files, sheet);
    ContainerDetection.read(files, sheet);
    assertThat(sheet.refused()).isEmpty();
    Facts facts = sheet.facts();
    return facts.values();
  }
}
