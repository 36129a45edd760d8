package dev.tare.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.proc.CapturedTree;
import dev.tare.proc.ProcFiles;
import dev.tare.result.Facts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
  void memoryModulesAreCountedAndTheSlowestIsNamed() throws IOException {
    ByteArrayOutputStream table = new ByteArrayOutputStream();
    table.writeBytes(structure(0, 0x18, 0, 0, 0, "Maker"));
    table.writeBytes(structure(17, 0x28, 0x4000, 3200, 2933, "DIMM A1", "Maker"));
    table.writeBytes(structure(17, 0x28, 0, 0, 0, "DIMM A2"));
    table.writeBytes(structure(17, 0x28, 0x4000, 3200, 3200));
    table.writeBytes(structure(127, 4, 0, 0, 0));
    assertThat(modules(table.toByteArray()))
        .containsOnly(Map.entry("memory.modules", "2"), Map.entry("memory.speedMTs", "2933"));
    assertThat(modules(structure(17, 0x1B, 0x2000, 2666, 0)))
        .containsEntry("memory.speedMTs", "2666");
    assertThat(modules(new byte[] {17, 1, 0, 0, 0})).isEmpty();
    assertThat(modules(new byte[] {17, 0x28, 0, 0})).isEmpty();
  }

  /** A structure of SMBIOS with its texts; the fields are those of a memory device. */
  private static byte[] structure(
      int type, int length, int size, int speed, int set, String... texts) {
    ByteBuffer fields = ByteBuffer.allocate(Math.max(length, 0x28)).order(ByteOrder.LITTLE_ENDIAN);
    fields.put(0, (byte) type).put(1, (byte) length);
    fields.putShort(0x0C, (short) size).putShort(0x15, (short) speed).putShort(0x20, (short) set);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(fields.array(), 0, length);
    for (String text : texts) {
      whole.writeBytes((text + "\0").getBytes(StandardCharsets.US_ASCII));
    }
    whole.writeBytes(texts.length == 0 ? new byte[2] : new byte[1]);
    return whole.toByteArray();
  }

  private SortedMap<String, String> modules(byte[] table) throws IOException {
    Path folder = Files.createDirectories(root.resolve("sys/firmware/dmi/tables"));
    Files.write(folder.resolve("DMI"), table);
    FactSheet sheet = new FactSheet();
    MemoryModules.read(new ProcFiles(root), sheet);
    return sheet.facts().values();
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
