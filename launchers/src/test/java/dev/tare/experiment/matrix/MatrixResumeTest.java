package dev.tare.experiment.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.experiment.BenchmarkWork;
import dev.tare.experiment.ExperimentRunner;
import dev.tare.experiment.Scripted;
import dev.tare.experiment.Session;
import dev.tare.experiment.StackCondition;
import dev.tare.experiment.TrialResult;
import dev.tare.launch.Command;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner gone on with, or stopped: what is kept and not repeated. */
class MatrixResumeTest {
  private final ScriptedMatrix matrix;

  MatrixResumeTest(@TempDir Path temp) throws IOException {
    matrix = new ScriptedMatrix(temp);
  }

  @Test
  void whatWasFinishedIsNotRepeatedAfterAKill() throws Exception {
    Scripted good = new Scripted("good", MatrixTrials::finishing);
    RunFolder begun = matrix.folder(2, good);
    begun.add(0, "a:avgt:t1", MatrixTrials.jmh("a:avgt:t1"), "");
    begun.fail(0, "b:avgt:t1", "no io_uring");

    RunFolder again = RunFolder.open(begun.path());
    assertThat(matrix.run(again, 2, true, good)).as("a failure stays one").isFalse();
    List<Command> trials = MatrixTrials.of(good);
    assertThat(MatrixTrials.skipped(trials.get(0))).containsExactly("a:avgt:t1", "b:avgt:t1");
    assertThat(MatrixTrials.skipped(trials.get(1))).isEmpty();
    assertThat(again.document().schedule().get(0).failures()).containsOnlyKeys("b:avgt:t1");
    assertThat(RunReader.read(again.path()).series())
        .allSatisfy(
            series ->
                assertThat(series.forks()).hasSize(series.key().benchmark().equals("b") ? 1 : 2));
    assertThat(trials).hasSize(2);
  }

  @Test
  void finishedRunIsNotTouched() throws Exception {
    Scripted good = new Scripted("good", MatrixTrials::finishing);
    RunFolder folder = matrix.folder(1, good);
    matrix.run(folder, 1, true, good);
    Path steps = folder.path().resolve("steps.jsonl");
    String before = Files.readString(steps);
    assertThat(matrix.run(RunFolder.open(folder.path()), 1, true, good)).isTrue();
    assertThat(MatrixTrials.of(good)).hasSize(1);
    assertThat(steps).hasContent(before);
  }

  @Test
  void damagedTrialIsMadeAgainAndNoOther() throws Exception {
    Scripted good = new Scripted("good", MatrixTrials::finishing);
    RunFolder folder = matrix.folder(3, good);
    matrix.run(folder, 3, true, good);
    folder.again(List.of(1));

    RunFolder again = RunFolder.open(folder.path());
    assertThat(matrix.run(again, 3, true, good)).isTrue();
    assertThat(MatrixTrials.of(good)).hasSize(4);
    assertThat(ScriptedMatrix.statuses(again)).containsOnly(ScheduledTrial.Status.DONE);
    assertThat(RunReader.read(again.path()).series())
        .allSatisfy(series -> assertThat(series.forks()).hasSize(3));
  }

  @Test
  void interruptedRunMarksNothing() throws Exception {
    Scripted slow =
        new Scripted(
            "slow",
            command ->
                command.words().contains("trial")
                    ? MatrixTrials.upTo("a:avgt:t1", command) + "; exec sleep 60"
                    : "exit 1");
    RunFolder folder = matrix.folder(1, slow);
    Session session = matrix.session();
    ExperimentRunner<BenchmarkWork, StackCondition, TrialResult> runner =
        matrix.runner(
            ScriptedMatrix.plan(1, true, slow),
            folder,
            session,
            run -> {
              session.refuse();
              ProcessHandle.current()
                  .children()
                  .filter(one -> one.info().commandLine().orElse("").contains("sleep 60"))
                  .forEach(ProcessHandle::destroyForcibly);
            });
    assertThatThrownBy(runner::measure).hasMessageStartingWith("interrupted");
    session.close();
    assertThat(ScriptedMatrix.statuses(folder)).containsExactly(ScheduledTrial.Status.PLANNED);
    assertThat(folder.document().schedule().get(0).failures()).isEmpty();
    assertThat(folder.document().finished()).isEmpty();
  }
}
