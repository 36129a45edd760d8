package dev.tare.experiment.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.experiment.Scripted;
import dev.tare.result.Slot;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner on scripted environments: what is measured, kept and made anew. */
class MatrixTest {
  private final ScriptedMatrix matrix;

  MatrixTest(@TempDir Path temp) throws IOException {
    matrix = new ScriptedMatrix(temp);
  }

  @Test
  void everySlotIsDoneAndEveryForkIsInItsBlock() throws Exception {
    Scripted good = new Scripted("good", MatrixVisits::finishing);
    RunFolder folder = matrix.folder(2, good);
    assertThat(matrix.run(folder, 2, true, good)).isTrue();
    assertThat(ScriptedMatrix.statuses(folder)).containsExactly(Slot.Status.DONE, Slot.Status.DONE);
    assertThat(RunReader.read(folder.path()).series())
        .hasSize(3)
        .allSatisfy(series -> assertThat(series.forks()).hasSize(2));
    assertThat(folder.document().finished()).isPresent();
    assertThat(matrix.ended()).hasSize(6);
    assertThat(good.made()).as("kept over all blocks").isEqualTo(1);
    assertThat(good.closed()).isEqualTo(1);
    assertThat(RunReader.read(folder.path()).environments().get("good").values())
        .containsEntry("layer.good.version", "1")
        .containsEntry("kernel.release", "6");
  }

  @Test
  void environmentIsMadeAnewForEachBlockWhereItIsNotKept() throws Exception {
    Scripted good = new Scripted("good", MatrixVisits::finishing);
    matrix.run(matrix.folder(3, good), 3, false, good);
    assertThat(good.made()).isEqualTo(3);
    assertThat(good.closed()).isEqualTo(3);
  }
}
