package dev.tare.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.proc.CapturedTree;
import dev.tare.proc.ProcFiles;
import dev.tare.proc.ProcText;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentFactsTest {
  private static final FactSheet HERE =
      EnvironmentFacts.gather(ProcFiles.system(), Map.of("current", Path.of("")));

  @TempDir Path root;

  @Test
  void everyFactThatIsGatheredIsOnTheList() {
    assertThat(HERE.refused()).isEmpty();
    assertThat(HERE.facts().get("facts.failed")).isEmpty();
  }

  @Test
  void aFactThatIsNotOnTheListIsNeverLetOut() {
    FactSheet sheet = new FactSheet();
    sheet.put("host.name", "build7");
    sheet.put("cpu.serial", "7XK2PN3");
    sheet.put("cpu.model", "AMD EPYC");
    assertThat(sheet.facts().values()).containsOnlyKeys("cpu.model");
    assertThat(sheet.refused()).containsExactly("cpu.serial", "host.name");
  }

  @Test
  void anAbsentValueHasNoEntry() {
    FactSheet sheet = new FactSheet();
    sheet.put("cpu.model", " ");
    sheet.put("cpu.vendor", (String) null);
    assertThat(sheet.facts().values()).isEmpty();
  }

  @Test
  void noSecretOfThisSystemLeaves() throws Exception {
    String said = HERE.facts().values().toString();
    for (String secret : secrets()) {
      assertThat(said).doesNotContain(secret);
    }
  }

  @Test
  void noSecretOfACapturedSystemLeaves() {
    for (String tree :
        List.of("bare-v2-unlimited", "docker-v2-limited", "podman-v2", "firecracker")) {
      ProcFiles files = CapturedTree.unpack(tree, root);
      assertThat(EnvironmentFacts.gather(files, Map.of()).facts().values().toString())
          .doesNotContain("secret.example", "corp.example", "7XK2PN3", "jane", "4f2c0a9b", "UUID");
    }
  }

  @Test
  void theHardwareAgreesWithTheKernel() {
    SortedMap<String, String> facts = HERE.facts().values();
    ProcFiles files = ProcFiles.system();
    String memory = files.text("proc/meminfo").orElseThrow();
    long kib = Long.parseLong(ProcText.value(memory, "MemTotal").orElseThrow().replace(" kB", ""));
    assertThat(facts).containsEntry("memory.totalBytes", Long.toString(kib * 1024));
    long processors =
        files.lines("proc/cpuinfo").stream().filter(line -> line.startsWith("processor")).count();
    assertThat(facts).containsEntry("cpu.threads", Long.toString(processors));
    assertThat(facts).containsKeys("cpu.model", "cpu.sockets", "cpu.cores", "numa.nodes");
  }

  @Test
  void theCodeThatRunsIsNamed() {
    assertThat(HERE.facts().values())
        .containsEntry("libc.name", "glibc")
        .containsKey("libc.version")
        .containsEntry("jdk.version", System.getProperty("java.runtime.version"))
        .hasEntrySatisfying("libc.buildId", id -> assertThat(id).matches("[0-9a-f]{16,}"))
        .hasEntrySatisfying("tare.probesBuildId", id -> assertThat(id).matches("[0-9a-f]{40}"));
  }

  @Test
  void everyFactSaysWhatItMeans() {
    for (String name : HERE.facts().values().keySet()) {
      assertThat(AllowedFacts.meaning(name)).as(name).isPresent();
    }
  }

  /** What would tell who and where this is; short words that any text may hold are left out. */
  private static List<String> secrets() throws Exception {
    List<String> secrets = new ArrayList<>();
    for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      card.getInetAddresses().asIterator().forEachRemaining(a -> secrets.add(a.getHostAddress()));
      if (card.getHardwareAddress() != null) {
        secrets.add(HexFormat.ofDelimiter(":").formatHex(card.getHardwareAddress()));
      }
    }
    // Not as the resolver has it: a machine need not know its own name.
    ProcFiles.system().line("proc/sys/kernel/hostname").ifPresent(secrets::add);
    secrets.add(System.getProperty("user.home"));
    secrets.add(System.getProperty("user.dir"));
    secrets.add(System.getProperty("user.name"));
    Map<String, String> environment = new TreeMap<>(System.getenv());
    environment.keySet().removeAll(List.of("container", "JAVA_VERSION", "LANG"));
    environment.values().stream().filter(value -> value.length() >= 8).forEach(secrets::add);
    ProcFiles.system().line("proc/cmdline").ifPresent(secrets::add);
    ProcFiles.system().line("etc/machine-id").ifPresent(secrets::add);
    // A user called debian on Debian is no secret.
    String distribution = ProcFiles.system().text("etc/os-release").orElse("");
    secrets.removeIf(secret -> secret.length() < 5 || distribution.contains(secret));
    return secrets;
  }
}
