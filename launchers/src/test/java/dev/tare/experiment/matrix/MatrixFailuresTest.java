package dev.tare.experiment.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.experiment.Scripted;
import dev.tare.result.Slot;
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
                MatrixVisits.skipped(command).contains("b:avgt:t1")
                    ? MatrixVisits.finishing(command)
                    : MatrixVisits.upTo("b:avgt:t1", command) + "; exit 137");
    RunFolder folder = matrix.folder(1, dies);
    assertThat(matrix.run(folder, 1, true, dies)).isFalse();
    Slot slot = folder.document().schedule().get(0);
    assertThat(slot.status()).isEqualTo(Slot.Status.DONE);
    assertThat(slot.failures()).containsOnlyKeys("b:avgt:t1");
    assertThat(slot.forks()).containsOnlyKeys("a:avgt:t1", "c:avgt:t1");
    assertThat(dies.made()).isEqualTo(2);
    assertThat(matrix.notes()).anyMatch(line -> line.startsWith("dies: b failed: "));
  }

  @Test
  void environmentThatCannotBeMadeIsGivenUpAfterTwoAndTheOthersGoOn() throws Exception {
    Scripted absent = new Scripted("absent", MatrixVisits::finishing).refusing(100);
    Scripted good = new Scripted("good", MatrixVisits::finishing);
    RunFolder folder = matrix.folder(3, absent, good);
    assertThat(matrix.run(folder, 3, true, absent, good)).isFalse();
    Map<Slot.Status, Long> counts =
        folder.document().schedule().stream()
            .collect(Collectors.groupingBy(Slot::status, TreeMap::new, Collectors.counting()));
    assertThat(counts)
        .isEqualTo(Map.of(Slot.Status.DONE, 3L, Slot.Status.FAILED, 2L, Slot.Status.SKIPPED, 1L));
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
                MatrixVisits.skipped(command).contains("b:avgt:t1")
                    ? MatrixVisits.finishing(command)
                    : MatrixVisits.upTo("b:avgt:t1", command) + "; exit 137");
    RunFolder folder = matrix.folder(3, half);
    assertThat(matrix.run(folder, 3, true, half)).isFalse();
    assertThat(ScriptedMatrix.statuses(folder)).containsOnly(Slot.Status.DONE).hasSize(3);
  }

  @Test
  void environmentThatFailedOnceIsTriedAgain() throws Exception {
    Scripted late = new Scripted("late", MatrixVisits::finishing).refusing(1);
    RunFolder folder = matrix.folder(3, late);
    matrix.run(folder, 3, true, late);
    assertThat(ScriptedMatrix.statuses(folder))
        .containsExactly(Slot.Status.FAILED, Slot.Status.DONE, Slot.Status.DONE);
  }

  @Test
  void visitThatNeverStartsAnythingIsNotTriedForEver() throws Exception {
    Scripted mute = new Scripted("mute", command -> "echo no java >&2; exit 127");
    RunFolder folder = matrix.folder(1, mute);
    assertThat(matrix.run(folder, 1, true, mute)).isFalse();
    Slot slot = folder.document().schedule().get(0);
    assertThat(slot.status()).isEqualTo(Slot.Status.FAILED);
    assertThat(slot.reason().orElseThrow()).contains("127", "no java");
  }

  @Test
  void resultsThatCannotBeKeptEndTheRunWithTheReason() throws Exception {
    Scripted good = new Scripted("good", MatrixVisits::finishing);
    RunFolder folder = matrix.folder(1, good);
    Path visits = folder.visit(0).getParent();
    Files.delete(visits);
    Files.writeString(visits, "in the way");
    assertThatThrownBy(() -> matrix.run(folder, 1, true, good))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("visits");
    assertThat(ScriptedMatrix.statuses(folder)).containsExactly(Slot.Status.PLANNED);
    assertThat(good.closed()).isEqualTo(good.made());
  }
}
