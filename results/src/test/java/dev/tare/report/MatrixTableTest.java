package dev.tare.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.compare.Calibrations;
import dev.tare.result.Facts;
import dev.tare.result.Run;
import dev.tare.result.Slot;
import dev.tare.result.io.RunDocument;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatrixTableTest {
  private static final int BLOCKS = 6;

  @TempDir Path temp;

  private final Map<String, Map<String, String>> facts = new LinkedHashMap<>();

  @Test
  void everyEnvironmentIsARatioToBareWithIntervalAndVerdict() throws Exception {
    String text = table(Map.of("bare", 100.0, "docker", 150.0, "lxc", 100.1));
    List<String> lines = text.lines().toList();
    assertThat(lines.get(0)).matches("benchmark +bare +docker +lxc");
    assertThat(lines.get(1))
        .matches(
            "kernel Syscall\\.getpid +\\d+(\\.\\d+)? ns/op +1\\.\\d{3} \\[1\\.\\d{3} to 1\\.\\d{3}\\]"
                + " worse +[01]\\.\\d{3} \\[0\\.99\\d to 1\\.00\\d\\] no change");
    assertThat(text).contains("above 1 is worse", "warning: UNCALIBRATED");
  }

  @Test
  void withoutBareTheFirstIsWhatTheOthersAreComparedWith() throws Exception {
    assertThat(table(Map.of("docker", 100.0, "lxc", 150.0)).lines().findFirst().orElseThrow())
        .matches("benchmark +docker +lxc");
  }

  @Test
  void oneEnvironmentAloneIsItsScores() throws Exception {
    String text = table(Map.of("bare", 100.0));
    assertThat(text).contains("ns/op").doesNotContain("ratios", "UNCALIBRATED");
  }

  @Test
  void emulatedGuestIsNoKvmFigureAndIsComparedAllTheSame() throws Exception {
    facts.put("bare", Map.of("cpu.model", "Real", "layers.stack", "bare"));
    facts.put(
        "kvm", Map.of("cpu.model", "QEMU TCG", "layer.kvm.accel", "tcg", "layers.stack", "tcg"));
    String text = table(Map.of("bare", 100.0, "kvm", 400.0));
    assertThat(text)
        .contains("kvm (emulated)", "kvm: emulated (TCG), not a KVM figure", "worse")
        .doesNotContain("not comparable");
  }

  @Test
  void bareThatIsAGuestSaysSo() throws Exception {
    facts.put("bare", Map.of("layers.stack", "firecracker"));
    assertThat(table(Map.of("bare", 100.0, "docker", 100.0)))
        .contains("bare (itself a guest: firecracker)");
  }

  @Test
  void differentCodeInTheEnvironmentsIsWarnedAbout() throws Exception {
    facts.put("bare", Map.of("libc.buildId", "aa"));
    facts.put("docker", Map.of("libc.buildId", "bb"));
    assertThat(table(Map.of("bare", 100.0, "docker", 100.0)))
        .contains("warning: libc.buildId differs: {bare=aa, docker=bb}");
  }

  @Test
  void markdownHasTheSameCells() throws Exception {
    Run run = run(Map.of("bare", 100.0, "docker", 150.0));
    assertThat(new MatrixTable(run, Calibrations.NONE).markdown())
        .startsWith("| benchmark | bare | docker |")
        .contains("| kernel Syscall.getpid |", "worse |", "- warning: UNCALIBRATED");
  }

  private String table(Map<String, Double> scores) throws Exception {
    return new MatrixTable(run(scores), Calibrations.NONE).text();
  }

  /** Each environment in each block, its score with a deviation of 0.3 %. */
  private Run run(Map<String, Double> scores) throws Exception {
    List<Slot> slots = new ArrayList<>();
    for (int block = 0; block < BLOCKS; block++) {
      for (String stack : scores.keySet().stream().sorted().toList()) {
        slots.add(Slot.planned(slots.size(), block, stack));
      }
    }
    RunFolder folder =
        RunFolder.create(
            temp.resolve("run"),
            RunDocument.planned(
                "run", Instant.EPOCH, 1, Map.of("verb", "matrix"), Facts.of(Map.of()), slots));
    Random random = new Random(1);
    for (Slot slot : slots) {
      double score = scores.get(slot.environment()) * (1 + random.nextGaussian() * 0.003);
      folder.add(slot.slot(), "dev.tare.bench.kernel.Syscall.getpid:avgt:t1", jmh(score), "");
      folder.merge(slot.slot());
      folder.done(slot.slot(), Map.of());
    }
    for (Map.Entry<String, Map<String, String>> one : facts.entrySet()) {
      folder.facts(one.getKey(), Facts.of(one.getValue()));
    }
    return RunReader.read(temp.resolve("run"));
  }

  private static String jmh(double score) {
    return """
        [{"benchmark": "dev.tare.bench.kernel.Syscall.getpid", "mode": "avgt", "threads": 1,
          "primaryMetric": {"score": 1, "scoreUnit": "ns/op", "rawData": [[%s, %s, %s]]},
          "secondaryMetrics": {}}]
        """
        .formatted(score, score, score);
  }
}
