package dev.tare.experiment.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.experiment.Scripted;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner where something fails: what is marked, what is tried again, what goes on. */
class MatrixFailuresTest {
  private final ScriptedMatrix matrix;

  MatrixFailuresTest(@TempDir Path temp) throws IOException {
    matrix = new ScriptedMatrix(temp);
  }

  @Test
  void deathMarksWhatRanAndTheRestGoesOnInANewEnvironment() throws Exception {
    Scripted dies =
        new Scripted(
            "dies",
            command ->
                MatrixTrials.skipped(command).contains("b:avgt:t1")
                    ? MatrixTrials.finishing(command)
                    : MatrixTrials.upTo("b:avgt:t1", command) + "; exit 137");
    RunFolder folder = matrix.folder(1, dies);
    assertThat(matrix.run(folder, 1, true, dies)).isFalse();
    ScheduledTrial slot = folder.document().schedule().get(0);
    assertThat(slot.status()).isEqualTo(ScheduledTrial.Status.DONE);
    assertThat(slot.failures()).containsOnlyKeys("b:avgt:t1");
    assertThat(slot.forks()).containsOnlyKeys("a:avgt:t1", "c:avgt:t1");
    assertThat(dies.made()).isEqualTo(2);
    assertThat(matrix.notes()).anyMatch(line -> line.startsWith("dies: b failed: "));
  }

  @Test
  void environmentThatCannotBeMadeIsGivenUpAfterTwoAndTheOthersGoOn() throws Exception {
    Scripted absent = new Scripted("absent", MatrixTrials::finishing).refusing(100);
    Scripted good = new Scripted("good", MatrixTrials::finishing);
    RunFolder folder = matrix.folder(3, absent, good);
    assertThat(matrix.run(folder, 3, true, absent, good)).isFalse();
    Map<ScheduledTrial.Status, Long> counts =
        folder.document().schedule().stream()
            .collect(
                Collectors.groupingBy(ScheduledTrial::status, TreeMap::new, Collectors.counting()));
    assertThat(counts)
        .isEqualTo(
            Map.of(
                ScheduledTrial.Status.DONE,
                3L,
                ScheduledTrial.Status.FAILED,
                2L,
                ScheduledTrial.Status.SKIPPED,
                1L));
    assertThat(absent.made()).isEqualTo(2);
    assertThat(matrix.notes())
        .containsExactly(
            "absent: no engine today",
            "absent: no engine today",
            "absent is left out: failed 2 times before");
  }

  @Test
  void benchmarkThatAlwaysFailsIsTriedInEveryBlock() throws Exception {
    Scripted half =
        new Scripted(
            "half",
            command ->
                MatrixTrials.skipped(command).contains("b:avgt:t1")
                    ? MatrixTrials.finishing(command)
                    : MatrixTrials.upTo("b:avgt:t1", command) + "; exit 137");
    RunFolder folder = matrix.folder(3, half);
    assertThat(matrix.run(folder, 3, true, half)).isFalse();
    assertThat(ScriptedMatrix.statuses(folder)).containsOnly(ScheduledTrial.Status.DONE).hasSize(3);
  }

  @Test
  void environmentThatFailedOnceIsTriedAgain() throws Exception {
    Scripted late = new Scripted("late", MatrixTrials::finishing).refusing(1);
    RunFolder folder = matrix.folder(3, late);
    matrix.run(folder, 3, true, late);
    assertThat(ScriptedMatrix.statuses(folder))
        .containsExactly(
            ScheduledTrial.Status.FAILED, ScheduledTrial.Status.DONE, ScheduledTrial.Status.DONE);
  }

  @Test
  void trialThatNeverStartsAnythingIsNotTriedForEver() throws Exception {
    Scripted mute = new Scripted("mute", command -> "echo no java >&2; exit 127");
    RunFolder folder = matrix.folder(1, mute);
    assertThat(matrix.run(folder, 1, true, mute)).isFalse();
    ScheduledTrial slot = folder.document().schedule().get(0);
    assertThat(slot.status()).isEqualTo(ScheduledTrial.Status.FAILED);
    assertThat(slot.reason().orElseThrow()).contains("127", "no java");
  }

  @Test
  void resultsThatCannotBeKeptEndTheRunWithTheReason() throws Exception {
    Scripted good = new Scripted("good", MatrixTrials::finishing);
    RunFolder folder = matrix.folder(1, good);
    Path trials = folder.trial(0).getParent();
    Files.delete(trials);
    Files.writeString(trials, "in the way");
    assertThatThrownBy(() -> matrix.run(folder, 1, true, good))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("trials");
    assertThat(ScriptedMatrix.statuses(folder)).containsExactly(ScheduledTrial.Status.PLANNED);
    assertThat(good.closed()).isEqualTo(good.made());
  }
}
