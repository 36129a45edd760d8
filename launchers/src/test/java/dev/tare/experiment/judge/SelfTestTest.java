package dev.tare.experiment.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.result.Calibration;
import dev.tare.result.Facts;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.io.RunDocument;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Run folders as a selftest leaves them, with made-up figures. */
class SelfTestTest {
  private static final String PRIME = "dev.tare.bench.cpu.Prime.events";
  private static final String OTHER = "dev.tare.bench.kernel.Syscall.getpid";

  @TempDir Path temp;
  private final Random random = new Random(7);

  /**
   * @param slower what the candidate, and the handicapped, take for one unit of the baseline
   * @param cv between forks
   */
  private Path run(int blocks, double candidate, double handicapped, double cv) throws IOException {
    List<ScheduledTrial> schedule = new ArrayList<>();
    List<String> sides = List.of(Side.BASELINE, Side.CANDIDATE, Handicap.WORK.side());
    for (int block = 0; block < blocks; block++) {
      for (String side : sides) {
        schedule.add(ScheduledTrial.planned(schedule.size(), block + 1, side));
      }
    }
    RunFolder folder =
        RunFolder.create(
            temp.resolve("run"),
            RunDocument.planned("run", Instant.EPOCH, 1, Map.of(), Facts.of(Map.of()), schedule));
    Map<String, Double> slower =
        Map.of(Side.BASELINE, 1.0, Side.CANDIDATE, candidate, Handicap.WORK.side(), handicapped);
    for (String side : sides) {
      folder.facts(
          side, Facts.of(Map.of("cpu.model", "X", Calibration.STACK, "bare", "jdk.version", "17")));
    }
    for (ScheduledTrial slot : schedule) {
      double time = slower.get(slot.environment());
      add(folder, slot.slot(), PRIME, "thrpt", "ops/s", 1000 / time, cv);
      if (!slot.environment().equals(Handicap.WORK.side())) {
        add(folder, slot.slot(), OTHER, "avgt", "ns/op", 100 * time, cv);
      }
      folder.merge(slot.slot());
      folder.done(slot.slot(), Map.of());
    }
    return folder.path();
  }

  private void add(
      RunFolder folder, int slot, String name, String mode, String unit, double value, double cv)
      throws IOException {
    double made = value * Math.exp(cv * random.nextGaussian());
    String jmh =
        String.format(
            Locale.ROOT,
            """
            [{"benchmark": "%s", "mode": "%s", "threads": 1, "forks": 1, "params": {},
              "primaryMetric": {"score": %f, "scoreUnit": "%s", "rawData": [[%f, %f, %f]]},
              "secondaryMetrics": {}}]
            """,
            name,
            mode,
            made,
            unit,
            made,
            made * 1.001,
            made * .999);
    folder.add(slot, name + ":" + mode + ":t1", jmh, "");
  }

  private SelfTest tested(int blocks, double candidate, double handicapped, double cv)
      throws IOException {
    Path folder = run(blocks, candidate, handicapped, cv);
    return SelfTest.of(folder, Instant.EPOCH);
  }

  @Test
  void handicapIsCaughtTheSamePassesAndThePlaceIsCalibrated() throws Exception {
    SelfTest tested = tested(10, 1, 1.11, .01);
    assertThat(tested.ofSame()).isEqualTo(SelfTest.Outcome.AS_IT_SHOULD_BE);
    assertThat(tested.of(Handicap.WORK)).isEqualTo(SelfTest.Outcome.AS_IT_SHOULD_BE);
    assertThat(tested.outcome()).isEqualTo(SelfTest.Outcome.AS_IT_SHOULD_BE);
    assertThat(tested.handicapped().get(Handicap.WORK).rows()).hasSize(1);
    Calibration calibration = tested.calibration().orElseThrow();
    assertThat(calibration.place().values())
        .containsOnlyKeys("cpu.model", "jdk.major")
        .containsEntry("jdk.major", "17");
    assertThat(calibration.spreads())
        .extracting(spread -> spread.environment().orElse("") + " " + spread.run())
        .containsExactlyInAnyOrder("bare " + PRIME + ":thrpt:t1", "bare " + OTHER + ":avgt:t1");
    assertThat(calibration.spreads()).allMatch(spread -> spread.logs().size() == 20);
    assertThat(tested.same().warnings()).noneMatch(line -> line.startsWith("UNCALIBRATED"));
  }

  @Test
  void handicapThatIsNotSeenFails() throws Exception {
    SelfTest tested = tested(10, 1, 1, .01);
    assertThat(tested.ofSame()).isEqualTo(SelfTest.Outcome.AS_IT_SHOULD_BE);
    assertThat(tested.outcome()).isEqualTo(SelfTest.Outcome.FAILED);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.2, .8})
  void pairThatDiffersEitherWayFails(double candidate) throws Exception {
    SelfTest tested = tested(10, candidate, 1.5, .01);
    assertThat(tested.ofSame()).isEqualTo(SelfTest.Outcome.FAILED);
    assertThat(tested.of(Handicap.WORK)).isEqualTo(SelfTest.Outcome.AS_IT_SHOULD_BE);
    assertThat(tested.outcome()).isEqualTo(SelfTest.Outcome.FAILED);
  }

  @Test
  void placeThatIsTooNoisyIsInconclusiveNotFailedAndNotPassed() throws Exception {
    SelfTest tested = tested(10, 1, 1.11, .15);
    assertThat(tested.of(Handicap.WORK)).isEqualTo(SelfTest.Outcome.INCONCLUSIVE);
    assertThat(tested.outcome()).isEqualTo(SelfTest.Outcome.INCONCLUSIVE);
    assertThat(tested.handicapped().get(Handicap.WORK).rows().get(0).tau()).isGreaterThan(.11);
  }

  @Test
  void tooFewForksAreNoCalibration() throws Exception {
    assertThat(tested(9, 1, 1.11, .01).calibration()).isEmpty();
  }
}
