package dev.tare.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.result.Facts;
import dev.tare.result.Run;
import dev.tare.result.ScheduledTrial;
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
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a terminal shows of a run, and what comes last. */
class ReportTextTest {
  private static final int BLOCKS = 6;

  @TempDir Path temp;

  private final Map<String, Map<String, String>> facts = new LinkedHashMap<>();

  @Test
  void everyEnvironmentIsARatioToBareWithIntervalAndVerdict() throws Exception {
    String text = text(Map.of("bare", 100.0, "docker", 150.0, "lxc", 100.1));
    List<String> lines = text.lines().toList();
    assertThat(lines.get(1)).matches("  benchmark +environment +score .*ratio .*verdict +forks.*");
    assertThat(lines.get(2)).matches("  Syscall\\.getpid +bare +\\d+(\\.\\d+)? ns/op .* - +- .*");
    assertThat(lines.get(3))
        .matches(
            " +docker +\\d+(\\.\\d+)? ns/op .* 1\\.\\d{3}\u00d7 +1\\.\\d{3}\u00d7 to 1\\.\\d{3}\u00d7 +worse +6");
    assertThat(lines.get(4)).contains(" lxc ", "no change");
    assertThat(text).contains("above 1\u00d7 is worse", "warning: UNCALIBRATED");
  }

  @Test
  void lastComesTheAnswerAndWhatWouldTellMore() throws Exception {
    String text = text(Map.of("bare", 100.0, "docker", 150.0, "lxc", 100.1));
    assertThat(text.lines())
        .last()
        .asString()
        .startsWith("docker(seccomp=off) beside it tells whether the filter");
    List<String> lines = text.lines().toList();
    assertThat(lines.get(lines.size() - 2))
        .matches(
            "docker against bare: worse in 1 of 1 scores \\(Syscall\\.getpid, 1\\.\\d{3}\u00d7\\);"
                + " lxc: no change in 1 of 1 scores\\.");
  }

  @Test
  void withoutBareTheFirstIsWhatTheOthersAreComparedWith() throws Exception {
    assertThat(text(Map.of("docker", 100.0, "lxc", 150.0)))
        .contains("Ratios are to docker", "lxc against docker: worse");
  }

  @Test
  void oneEnvironmentAloneIsItsScores() throws Exception {
    String text = text(Map.of("bare", 100.0));
    assertThat(text).contains("ns/op").doesNotContain("ratio", "Ratio", "UNCALIBRATED");
    assertThat(text.lines()).last().asString().startsWith("bare: 1 score, 1 known to within 5 %.");
  }

  @Test
  void emulatedGuestIsNoKvmFigureSaysSoAndHasNoVerdict() throws Exception {
    facts.put("bare", Map.of("cpu.model", "Real", "layers.stack", "bare"));
    facts.put("kvm", Map.of("layer.kvm.accel", "tcg", "layers.stack", "tcg"));
    String text = text(Map.of("bare", 100.0, "kvm", 400.0));
    assertThat(text)
        .contains(
            " kvm (emulated) ",
            "kvm: emulated (TCG), not a KVM figure",
            "kvm (emulated) against bare: not comparable in 1");
  }

  @Test
  void bareThatIsAGuestSaysSo() throws Exception {
    facts.put("bare", Map.of("layers.stack", "firecracker"));
    assertThat(text(Map.of("bare", 100.0, "docker", 100.0)))
        .contains("bare (itself a guest: firecracker)");
  }

  @Test
  void differentCodeInTheEnvironmentsIsWarnedAbout() throws Exception {
    facts.put("bare", Map.of("libc.buildId", "aa"));
    facts.put("docker", Map.of("libc.buildId", "bb"));
    assertThat(text(Map.of("bare", 100.0, "docker", 100.0)))
        .contains("warning: libc.buildId differs: bare aa, docker bb");
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 120})
  void noLineIsLongerThanTheTerminalIsWideAndNoFigureIsLost(int columns) throws Exception {
    Run run = run(Map.of("bare", 100.0, "docker", 150.0, "lxc", 100.1));
    String wide = new Report(List.of(run)).text(Paper.PLAIN);
    String text = new Report(List.of(run)).text(new Paper(columns, false));
    assertThat(text.lines().filter(line -> line.startsWith(" ")))
        .allMatch(line -> line.length() <= columns);
    Matcher figures = Pattern.compile("\\d+\\.\\d+").matcher(wide);
    assertThat(figures.results().map(MatchResult::group)).allMatch(text::contains);
  }

  private String text(Map<String, Double> scores) throws Exception {
    return new Report(List.of(run(scores))).text(Paper.PLAIN);
  }

  /** Each environment in each block, its score with a deviation of 0.3 %. */
  private Run run(Map<String, Double> scores) throws Exception {
    List<ScheduledTrial> slots = new ArrayList<>();
    for (int block = 0; block < BLOCKS; block++) {
      for (String stack : scores.keySet().stream().sorted().toList()) {
        slots.add(ScheduledTrial.planned(slots.size(), block + 1, stack));
      }
    }
    RunFolder folder =
        RunFolder.create(
            temp.resolve("run"),
            RunDocument.planned(
                "run", Instant.EPOCH, 1, Map.of("verb", "matrix"), Facts.of(Map.of()), slots));
    Random random = new Random(1);
    for (ScheduledTrial slot : slots) {
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
