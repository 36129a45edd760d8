package dev.tare.experiment.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.experiment.Scripted;
import dev.tare.result.Facts;
import dev.tare.result.Slot;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    assertThat(RunReader.read(folder.path()).environments().get("good").values())
        .containsEntry("layer.good.version", "1")
        .containsEntry("kernel.release", "6");
  }

  @ParameterizedTest
  @CsvSource({"kvm,true,1", "kvm,false,3", "docker,true,3", "docker,false,3"})
  void onlyAGuestLastsOverAllBlocksAndOnlyWhereItIsKept(String layer, boolean kept, int made)
      throws Exception {
    Scripted good = new Scripted(layer, MatrixVisits::finishing);
    RunFolder folder = matrix.folder(3, good);
    matrix.run(folder, 3, kept, good);
    assertThat(good.made()).isEqualTo(made);
    assertThat(good.closed()).isEqualTo(made);
    assertThat(RunReader.read(folder.path()).environments().get(layer).get(Facts.KEPT).isPresent())
        .isEqualTo(made == 1);
  }
}
