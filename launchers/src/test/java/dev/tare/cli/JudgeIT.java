package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** gate --run and selftest, on the host itself, through the jar. */
@Tag("full")
@Isolated("its verdicts take a quiet machine")
class JudgeIT {
  @TempDir Path folder;

  private Jar jar() {
    return new Jar(folder).patient().env("XDG_CACHE_HOME", folder.resolve("cache").toString());
  }

  /**
   * A gate cannot tell a tenth where others take half: not this program's fault, nor its test's.
   */
  private static void assumeQuiet() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    assumeTrue(
        load < 1.5 * Runtime.getRuntime().availableProcessors(),
        "other work on this machine: a load of " + load);
  }

  private List<String> schedule() throws Exception {
    JsonNode run = new ObjectMapper().readTree(folder.resolve("run/run.json").toFile());
    List<String> slots = new ArrayList<>();
    run.get("schedule")
        .forEach(slot -> slots.add(slot.get("block") + " " + slot.get("environment").asText()));
    return slots;
  }

  @Test
  void halfOfACpuIsRegressedAndExitsOne() throws Exception {
    ThisHost.needsRoot();
    Jar.Ended ended =
        jar()
            .run(
                ("gate --run --benchmarks kernel.Syscall --profile quick --blocks 5 --seed 1"
                        + " --candidate bare(cpus=0.5) --out run --junit gate.xml")
                    .split(" "));
    assertThat(ended.exit()).as(ended.all()).isEqualTo(ExitCode.REGRESSED);
    assertThat(ended.out()).contains("Gate failed (REGRESSED)", "Run folder: run");
    assertThat(folder.resolve("gate.xml")).content().contains("<failure");
    assertThat(folder.resolve("run/report.html")).isNotEmptyFile();
    assertThat(schedule())
        .contains("0 baseline", "0 candidate", "1 baseline", "1 candidate", "2 candidate");
    assertThat(folder).isDirectoryNotContaining("glob:**/tare-*");
    Agreement.of(folder.resolve("run"), ended.out(), "--calibration", "none");
  }

  @Test
  void equalSidesDoNotFailAndTheirFlagsReachTheForks() throws Exception {
    Jar.Ended ended =
        jar()
            .run(
                ("gate --run --benchmarks kernel.Syscall --profile quick --blocks 5"
                        + " --tau 30% --candidate-jvm-arg=-Dwho=candidate --out run")
                    .split(" "));
    assertThat(ended.exit()).as(ended.all()).isEqualTo(ExitCode.DONE);
    assertThat(folder.resolve("run/candidate/jmh.json")).content().contains("-Dwho=candidate");
    assertThat(folder.resolve("run/baseline/jmh.json")).content().doesNotContain("-Dwho");
    Jar.Ended report = jar().run("report", "run", "--format", "text");
    assertThat(report.out()).as("judged by the gate's own 30 %").contains("no change");
    // Twenty forks a side tell thirty percent, but where others take half of the machine.
    assumeQuiet();
    assertThat(ended.out()).contains("Gate passed");
  }

  @Test
  void selftestShowsThatTheGateWorksHereAndSavesTheCalibration() throws Exception {
    ThisHost.needsRoot();
    assumeQuiet();
    Jar.Ended ended =
        jar()
            .run(
                "selftest",
                "--benchmarks",
                "cpu.Prime",
                "--blocks",
                "10",
                "--handicap",
                "50%",
                "--out",
                "run");
    assumeTrue(
        ended.exit() == ExitCode.DONE || !ended.out().contains("The forks do not tell"),
        "the noise of this machine hides half of a CPU, or that the same is the same");
    assertThat(ended.exit()).as(ended.all()).isEqualTo(ExitCode.DONE);
    assertThat(ended.out())
        .contains("It passes.", "With a handicap (50 % more work)", "With a handicap (cpus=0.5)")
        .containsPattern("(?s)It is caught: a gate works here.*It is caught: a gate works here");
    assertThat(folder.resolve("run/more-work/jmh.json")).content().contains("-Dtare.extraWork=50");
    Path calibration = folder.resolve("cache/tare/calibration.json");
    assertThat(calibration).content().contains("\"environment\" : \"bare\"", "cpu.Prime.events");
    Agreement.of(folder.resolve("run"), ended.out(), "--calibration", calibration.toString());

    Jar.Ended diff = jar().run("diff", "run:baseline", "run:candidate", "--metric", "^score$");
    assumeTrue(
        forks(diff.out()) >= 20 && !diff.out().contains("cannot tell (noisy"),
        "the noise of this machine leaves fewer than 20 forks");
    assertThat(diff.out()).doesNotContain("UNCALIBRATED");
    Jar.Ended without = jar().run("diff", "--calibration", "none", "run:baseline", "run:candidate");
    assertThat(without.out()).contains("UNCALIBRATED");
  }

  /** What noise has left, of both sides: two numbers in the row. */
  private static int forks(String table) {
    Matcher row = Pattern.compile("(?m)^Prime.* (\\d+)/(\\d+) ").matcher(table);
    assertThat(row.find()).as(table).isTrue();
    return Integer.parseInt(row.group(1)) + Integer.parseInt(row.group(2));
  }

  @Test
  void whoMayNotLimitIsToldSoAndTheOtherHandicapIsTried() throws Exception {
    ThisHost.needsRoot();
    Jar.Ended ended =
        jar().brief().asNobody().run("selftest", "--quick", "--blocks", "1", "--out", "run");
    assertThat(ended.out())
        .contains("With a handicap (10 % more work)", "The handicap of a quota is NOT shown: ")
        .contains("No calibration: it takes 20 forks");
    assertThat(ended.exit())
        .as("what the forks do not tell is not passed: " + ended.all())
        .isEqualTo(
            ended.out().contains("The forks do not tell")
                ? ExitCode.INCONCLUSIVE
                : ended.out().contains("NOT as it should be") ? ExitCode.FAILED : ExitCode.DONE);
    assertThat(schedule().stream().map(slot -> slot.split(" ")[0]).distinct())
        .as("one block, and the five that were added")
        .hasSize(6);
  }
}
