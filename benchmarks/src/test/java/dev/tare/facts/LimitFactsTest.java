package dev.tare.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.proc.CapturedTree;
import dev.tare.proc.ProcFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitFactsTest {
  @TempDir Path root;

  @Test
  void limitsOfVersion2() {
    assertThat(limits("docker-v2-limited"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("cgroupVersion", "2"),
                Map.entry("cpu.affinity", "0-1"),
                Map.entry("cpu.affinityCount", "2"),
                Map.entry("cpu.set", "0-1"),
                Map.entry("cpu.setCount", "2"),
                Map.entry("cpu.quotaCpus", "1.5"),
                Map.entry("cpu.weight", "20"),
                Map.entry("memory.maxBytes", "2147483648"),
                Map.entry("memory.highBytes", "unlimited"),
                Map.entry("memory.lowBytes", "1073741824"),
                Map.entry("swap.maxBytes", "0"),
                Map.entry("pids.max", "512")));
  }

  @Test
  void limitsOfVersion1() {
    assertThat(limits("docker-v1-limited"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("cgroupVersion", "1"),
                Map.entry("cpu.affinity", "1,3"),
                Map.entry("cpu.affinityCount", "2"),
                Map.entry("cpu.set", "1,3"),
                Map.entry("cpu.setCount", "2"),
                Map.entry("cpu.quotaCpus", "0.5"),
                Map.entry("cpu.shares", "512"),
                Map.entry("memory.maxBytes", "536870912"),
                Map.entry("memory.softBytes", "268435456"),
                Map.entry("swap.maxBytes", "268435456"),
                Map.entry("pids.max", "100")));
  }

  @Test
  void unlimitedIsSaidInWordsInBothVersions() {
    assertThat(limits("docker-v1-unlimited"))
        .containsEntry("cpu.quotaCpus", "unlimited")
        .containsEntry("memory.maxBytes", "unlimited")
        .containsEntry("memory.softBytes", "unlimited")
        .containsEntry("swap.maxBytes", "unlimited")
        .containsEntry("pids.max", "unlimited");
  }

  @Test
  void theTightestGroupAroundCounts() {
    assertThat(limits("bare-v2-unlimited"))
        .containsEntry("pids.max", "84551")
        .containsEntry("cpu.quotaCpus", "unlimited")
        .containsEntry("memory.maxBytes", "unlimited")
        .containsEntry("cpu.setCount", "4");
  }

  @Test
  void theGroupOfAContainerBelowTheMountedRootIsFound() {
    assertThat(limits("lxc-v1-limited"))
        .containsEntry("memory.maxBytes", "1073741824")
        .containsEntry("pids.max", "200")
        .doesNotContainKey("swap.maxBytes");
  }

  @Test
  void aGroupWithoutControllersHasTheLimitsOfTheOneAroundIt() throws IOException {
    Map<String, String> around = limits("docker-v2-limited");
    Files.writeString(root.resolve("docker-v2-limited/proc/self/cgroup"), "0::/.lxc\n");
    Map<String, String> inner = limits("docker-v2-limited");
    assertThat(inner).isEqualTo(around).containsKeys("cpu.weight", "memory.lowBytes");
  }

  @Test
  void aHybridSystemIsReadWhereTheControllerIs() {
    assertThat(limits("firecracker"))
        .containsEntry("cgroupVersion", "1")
        .containsEntry("cpu.quotaCpus", "unlimited")
        .containsEntry("files", "20000")
        .doesNotContainKeys("pids.max", "cpu.weight");
  }

  @Test
  void withoutCgroupsOnlyTheAffinityIsKnown() {
    assertThat(limits("no-cgroups")).containsOnlyKeys("cpu.affinity", "cpu.affinityCount");
  }

  private Map<String, String> limits(String tree) {
    ProcFiles files = CapturedTree.unpack(tree, root);
    FactSheet sheet = new FactSheet();
    LimitFacts.read(files, sheet);
    assertThat(sheet.refused()).isEmpty();
    Map<String, String> limits = new TreeMap<>();
    sheet
        .facts()
        .values()
        .forEach((name, value) -> limits.put(name.replaceFirst("limits.", ""), value));
    return limits;
  }
}
