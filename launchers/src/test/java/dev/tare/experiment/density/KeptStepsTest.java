package dev.tare.experiment.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.experiment.Timing;
import dev.tare.experiment.concurrent.ConcurrentOutcome;
import dev.tare.experiment.concurrent.HostReading;
import dev.tare.experiment.concurrent.PoolOutcome;
import dev.tare.experiment.concurrent.Workload;
import dev.tare.launch.Limits;
import dev.tare.launch.PoolReading;
import dev.tare.result.Facts;
import dev.tare.result.Slot;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.RunDocument;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptStepsTest {
  private static final HostReading IDLE =
      new HostReading(
          OptionalLong.of(8L << 30),
          OptionalLong.empty(),
          OptionalLong.of(0),
          OptionalLong.of(120),
          OptionalLong.of(50L << 30));
  private static final ConcurrentOutcome OUTCOME =
      new ConcurrentOutcome(
          OptionalDouble.of(0.987_654_321),
          Optional.of(
              new HostReading(
                  OptionalLong.of(7L << 30),
                  OptionalLong.of(123_456_789),
                  OptionalLong.empty(),
                  OptionalLong.empty(),
                  OptionalLong.empty())),
          Optional.of(
              new PoolOutcome(
                  new PoolReading(
                      1,
                      OptionalLong.of(1L << 30),
                      OptionalLong.of(1_000_000_007),
                      OptionalLong.of(9),
                      OptionalLong.empty(),
                      OptionalLong.of(0),
                      OptionalLong.empty(),
                      OptionalLong.of(2),
                      OptionalLong.empty()),
                  OptionalDouble.of(12.5),
                  OptionalDouble.empty(),
                  OptionalDouble.of(0),
                  3,
                  1,
                  true)),
          Map.of(
              "guest-1",
              Limits.NONE.with("cpuset", "0-1").with("shares", "1024").with("memory", "1g"),
              "rival-1",
              new Limits(
                  Optional.empty(),
                  OptionalLong.empty(),
                  OptionalDouble.of(1.0 / 3),
                  OptionalLong.empty(),
                  OptionalLong.of(5),
                  OptionalLong.of(512))),
          Map.of("guest-1", 0.1 + 0.2),
          true,
          List.of("guest-2: killed for its memory"),
          true);

  @TempDir Path temp;

  @Test
  void everyFigureOfAStepComesBackAndWhatIsAbsentStaysAbsent() throws Exception {
    RunFolder run = folder();
    KeptStep whole = KeptStep.ran("docker x2", 1, Optional.of(IDLE), OUTCOME);
    KeptStep bare =
        KeptStep.ran(
            "lxc hard x2",
            0,
            Optional.empty(),
            new ConcurrentOutcome(
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                false,
                List.of(),
                false));
    KeptStep left = KeptStep.leftOut("docker x4", 1, "memory: 4 would need more");
    KeptSteps first = KeptSteps.of(Optional.of(run));
    first.add(whole);
    first.add(bare);
    first.add(left);

    KeptSteps again = KeptSteps.of(Optional.of(RunFolder.open(run.path())));
    assertThat(again.find("docker x2", 1)).contains(whole);
    assertThat(again.find("lxc hard x2", 0)).contains(bare);
    assertThat(again.find("docker x4", 1)).contains(left);
    assertThat(again.find("docker x2", 0)).as("of another block").isEmpty();
  }

  @Test
  void stepThatWasCutShortIsClearedAndTheOthersStay() throws Exception {
    RunFolder run = folder();
    for (int slot = 0; slot < 3; slot++) {
      run.add(slot, "b:avgt:t1", jmh(slot), "");
      run.merge(slot);
      run.done(slot, Map.of());
    }
    KeptSteps kept = KeptSteps.of(Optional.of(run));
    kept.clear(1, 2);

    RunFolder again = RunFolder.open(run.path());
    assertThat(again.document().schedule())
        .extracting(Slot::status)
        .containsExactly(Slot.Status.DONE, Slot.Status.PLANNED, Slot.Status.PLANNED);
    assertThat(again.visit(0)).exists();
    assertThat(again.visit(1)).doesNotExist();
    assertThat(again.visit(2)).doesNotExist();
    assertThat(run.path().resolve("docker x1/jmh.json")).exists();
    assertThat(run.path().resolve("docker x2/jmh.json")).doesNotExist();
  }

  @Test
  void whatIsNoneOfOursIsOneLine() throws Exception {
    RunFolder run = folder();
    Files.writeString(run.path().resolve(StepsJson.FILE), "{\"schema\": 1, \"ste");
    assertThatThrownBy(() -> KeptSteps.of(Optional.of(run)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("steps.json: not JSON");
    Files.writeString(run.path().resolve(StepsJson.FILE), "{\"schema\": 2}");
    assertThatThrownBy(() -> KeptSteps.of(Optional.of(run))).hasMessageContaining("schema 1");
  }

  @Test
  void dryRunKeepsNothing() throws Exception {
    KeptSteps none = KeptSteps.of(Optional.empty());
    none.clear(0, 5);
    none.add(KeptStep.leftOut("docker x1", 0, "any"));
    assertThat(none.find("docker x1", 0)).isPresent();
    assertThat(temp).isEmptyDirectory();
  }

  private RunFolder folder() throws IOException {
    DensityPlan plan =
        new DensityPlan(
            List.of("docker"),
            List.of(1, 2),
            Workload.PRIME,
            1,
            new Timing(1, 10, 2, 10),
            Limits.NONE,
            0,
            0);
    return RunFolder.create(
        temp.resolve("run"),
        RunDocument.planned(
            "run",
            Instant.EPOCH,
            0,
            plan.asOptions(),
            Facts.of(Map.of()),
            DensityRun.schedule(plan)));
  }

  private static String jmh(int score) {
    return "[{\"benchmark\": \"b\", \"mode\": \"avgt\", \"forks\": 1, \"primaryMetric\":"
        + " {\"score\": 1, \"scoreUnit\": \"ns/op\", \"rawData\": [["
        + score
        + "]]}}]";
  }
}
