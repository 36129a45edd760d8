package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
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
  private static void assumeQuiet() throws InterruptedException {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    // It is told since the last time that it was asked for.
    system.getCpuLoad();
    Thread.sleep(1000);
    double busy = system.getCpuLoad();
    assumeTrue(busy < 0.5, "other work has this share of the machine: " + busy);
  }

  @Test
  void equalSidesDoNotFailAndTheirFlagsReachTheForks() throws Exception {
    Jar.Ended ended =
        jar()
            .run(
                ("gate --run --benchmarks kernel.Syscall --profile quick --blocks 5"
                        + " --tau 60% --candidate-jvm-arg=-Dwho=candidate --out run")
                    .split(" "));
    assertThat(ended.exit())
        .as(ended.all())
        .isIn(ExitCode.DONE, ExitCode.REGRESSED, ExitCode.INCONCLUSIVE);
    assertThat(folder.resolve("run/candidate/jmh.json")).content().contains("-Dwho=candidate");
    assertThat(folder.resolve("run/baseline/jmh.json")).content().doesNotContain("-Dwho");
    Jar.Ended report = jar().run("report", "run", "--format", "text");
    assertThat(ended.out()).contains("Smallest change that matters: 60 %");
    // Twenty forks a side tell sixty percent, but where others take half of the machine.
    assumeQuiet();
    assertThat(report.out()).contains("no change");
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
}
