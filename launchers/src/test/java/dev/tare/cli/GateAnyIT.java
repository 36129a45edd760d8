package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Verdicts of gate --run on jars and commands of other projects, on the host, through the jar. */
@Tag("full")
@Isolated("its verdicts take a quiet machine")
class GateAnyIT {
  @TempDir Path folder;

  private SideGate gate() {
    return new SideGate(folder);
  }

  @Test
  void aMethodThatBecameATenthSlowerIsFoundAndTheOthersAreNot() throws Exception {
    JmhFixture fixture = new JmhFixture(folder);
    Path same = fixture.jar("same.jar", 100);
    Path slower = fixture.jar("slower.jar", 110);
    Jar.Ended ended =
        gate()
            .jar()
            .run(
                SideGate.jars(
                    same, slower, "--budget 150s", "MyBenchmark -wi 2 -i 5 -r 100ms -w 100ms"));
    assertThat(ended.err()).containsPattern("blocks of 2 sides: \\d+ forks, about \\d+ ");
    Map<String, String> verdicts = gate().verdicts();
    assertThat(verdicts)
        .containsOnlyKeys(
            "org.sample.MyBenchmark.changed",
            "org.sample.MyBenchmark.same",
            "org.sample.MyBenchmark.other");
    assertThat(verdicts.get("org.sample.MyBenchmark.same")).isNotEqualTo("REGRESSED");
    assertThat(verdicts.get("org.sample.MyBenchmark.other")).isNotEqualTo("REGRESSED");
    assumeTrue(
        !"INCONCLUSIVE".equals(verdicts.get("org.sample.MyBenchmark.changed")),
        "the noise of this machine hides a tenth: " + ended.out());
    assertThat(verdicts).containsEntry("org.sample.MyBenchmark.changed", "REGRESSED");
    assertThat(ended.exit()).as(ended.all()).isEqualTo(ExitCode.REGRESSED);
    assertThat(folder).isDirectoryNotContaining("glob:**/tare-*");
  }

  @Test
  void aCommandThatTakesLongerIsRegressedAndTheSameIsNot() throws Exception {
    Jar.Ended ended =
        gate()
            .jar()
            .run(
                SideGate.words(
                    "gate --run --blocks 5 --out run --runs 2 --looks 1",
                    "--baseline-command",
                    "sleep 0.2",
                    "--candidate-command",
                    "sleep '0.4'"));
    assertThat(ended.exit()).as(ended.all()).isEqualTo(ExitCode.REGRESSED);
    assertThat(gate().verdicts()).containsExactly(Map.entry("dev.tare.Command.run", "REGRESSED"));
    Jar.Ended memory =
        gate()
            .jar()
            .run(
                SideGate.words(
                    "gate --run --blocks 5 --out again --runs 1 --looks 1 --shell --metric"
                        + " peak-memory",
                    "--baseline-command",
                    "true; echo seen; head -c 1m /dev/zero | tail -c 1 | wc -c",
                    "--candidate-command",
                    "head -c 30m /dev/zero | tail -c 30m | wc -c"));
    assertThat(memory.exit()).as(memory.all()).isEqualTo(ExitCode.REGRESSED);
    assertThat(folder.resolve("again/baseline/console.log")).content().contains("seen");
  }
}
