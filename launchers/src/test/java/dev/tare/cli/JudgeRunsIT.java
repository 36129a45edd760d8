package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** gate --run and selftest where what is told takes no quiet machine. */
@Tag("full")
@ResourceLock("the processes of nobody")
class JudgeRunsIT {
  @TempDir Path folder;

  private Jar jar() {
    return new Jar(folder).patient().env("XDG_CACHE_HOME", folder.resolve("cache").toString());
  }

  private Path file() {
    return folder.resolve("run/run.json");
  }

  private JsonNode run() throws Exception {
    return new ObjectMapper().readTree(file().toFile());
  }

  private List<String> schedule() throws Exception {
    List<String> slots = new ArrayList<>();
    run()
        .get("schedule")
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
        .contains("1 baseline", "1 candidate", "2 baseline", "2 candidate", "3 candidate");
    assertThat(folder).isDirectoryNotContaining("glob:**/tare-*");
    Agreement.of(folder.resolve("run"), ended.out(), "--calibration", "none");
  }

  @Test
  void whoMayNotLimitIsToldSoAndTheOtherHandicapIsTried() throws Exception {
    ThisHost.needsRoot();
    Jar.Ended ended =
        jar().brief().asNobody().run("selftest", "--quick", "--blocks", "1", "--out", "run");
    assertThat(ended.out())
        .contains("With a handicap (10 % more work)", "The handicap of a quota is NOT shown: ")
        .contains("No calibration: it takes 20 forks");
    assertExitIsWhatIsTold(ended);
    assertThat(schedule().stream().map(slot -> slot.split(" ")[0]).distinct())
        .as("one block, and the five that were added")
        .hasSize(6);
  }

  @Test
  void aSelftestThatIsKilledGoesOnByItsOwnPlan() throws Exception {
    ThisHost.needsRoot();
    Process killed =
        jar().brief().start("selftest --quick --handicap 80% --blocks 1 --out run".split(" "));
    Jar.await(killed, () -> Files.exists(file()) && Files.readString(file()).contains("\"done\""));
    List<ProcessHandle> all = killed.descendants().toList();
    killed.destroyForcibly().waitFor();
    Jar.awaitEnd(all);
    JsonNode first = run().get("schedule").get(0);

    Jar.Ended ended = jar().brief().run("selftest", "--resume", "run");

    assertThat(ended.out())
        .contains("With a handicap (20 % more work)", "With a handicap (cpus=0.8");
    assertExitIsWhatIsTold(ended);
    assertThat(run().get("schedule").get(0)).as("not measured again").isEqualTo(first);
    assertThat(run().path("finished").isTextual()).isTrue();
  }

  private static void assertExitIsWhatIsTold(Jar.Ended ended) {
    assertThat(ended.exit())
        .as("what the forks do not tell is not passed: " + ended.all())
        .isEqualTo(
            ended.out().contains("The forks do not tell")
                ? ExitCode.INCONCLUSIVE
                : ended.out().contains("NOT as it should be") ? ExitCode.FAILED : ExitCode.DONE);
  }
}
