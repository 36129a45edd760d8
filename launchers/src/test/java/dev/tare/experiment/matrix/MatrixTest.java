package dev.tare.experiment.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.experiment.BenchmarkWork;
import dev.tare.experiment.Plan;
import dev.tare.experiment.RecordedPlan;
import dev.tare.experiment.Scripted;
import dev.tare.experiment.Setting;
import dev.tare.experiment.Timing;
import dev.tare.launch.Limits;
import dev.tare.result.Facts;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.io.Records;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
    Scripted good = new Scripted("good", MatrixTrials::finishing);
    RunFolder folder = matrix.folder(2, good);
    assertThat(matrix.run(folder, 2, true, good)).isTrue();
    assertThat(ScriptedMatrix.statuses(folder))
        .containsExactly(ScheduledTrial.Status.DONE, ScheduledTrial.Status.DONE);
    assertThat(RunReader.read(folder.path()).series())
        .hasSize(3)
        .allSatisfy(series -> assertThat(series.forks()).hasSize(2));
    assertThat(matrix.notes()).isEmpty();
    assertThat(RunReader.read(folder.path()).environments().get("good").values())
        .containsEntry("layer.good.version", "1")
        .containsEntry("kernel.release", "6");
  }

  @ParameterizedTest
  @CsvSource({"kvm,true,1", "kvm,false,3", "docker,true,3", "docker,false,3"})
  void onlyAGuestLastsOverAllBlocksAndOnlyWhereItIsKept(String layer, boolean kept, int made)
      throws Exception {
    Scripted good = new Scripted(layer, MatrixTrials::finishing);
    RunFolder folder = matrix.folder(3, good);
    matrix.run(folder, 3, kept, good);
    assertThat(good.made()).isEqualTo(made);
    assertThat(good.closed()).isEqualTo(made);
    assertThat(RunReader.read(folder.path()).environments().get(layer).get(Facts.KEPT).isPresent())
        .isEqualTo(made == 1);
  }

  @Test
  void planComesBackFromTheRunFolderAsItWas() throws Exception {
    Plan<BenchmarkWork> plan =
        new Plan<>(
            new Setting(
                List.of("bare", "docker(cpuset=0,2)", "kvm/docker"),
                Limits.NONE.with("cpuset", "0,2").with("memory", "1g").with("cpus", "0.5"),
                3,
                new Timing(1, 300, 3, 200),
                true,
                List.of(),
                0,
                new TreeSet<>(Set.of(0, 2)),
                Optional.of("/srv/data"),
                99),
            new BenchmarkWork(
                List.of("cpu|kernel", "a{1,2}"),
                List.of("size=256m", "dev\\.x:bytes=1,2"),
                7,
                2,
                List.of("memcached")),
            List.of());
    RunFolder folder = matrix.folder(1, new Scripted("good", MatrixTrials::finishing));
    Files.delete(folder.path().resolve("run.json"));
    RunFolder.create(folder.path(), RecordedPlan.in(folder.document(), plan));
    assertThat(RecordedPlan.of(RunFolder.open(folder.path()).document(), BenchmarkWork.class))
        .isEqualTo(plan);
  }

  @Test
  void workIsKeptAsEarlierVersionsKeptItAndTheirsIsRead() throws Exception {
    String earlier =
        "{'benchmarks':['cpu'],'params':['a=1,2'],'forks':7,'processors':2}".replace('\'', '"');
    BenchmarkWork work = Records.parse(earlier, BenchmarkWork.class, "run.json");
    assertThat(work)
        .isEqualTo(new BenchmarkWork(List.of("cpu"), List.of("a=1,2"), 7, 2, List.of()));
    assertThat(Records.line(work)).isEqualTo(earlier.replace("}", ",\"packs\":[]}"));
  }
}
