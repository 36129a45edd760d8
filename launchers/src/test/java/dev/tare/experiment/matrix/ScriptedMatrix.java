package dev.tare.experiment.matrix;

import dev.tare.experiment.BenchmarkWork;
import dev.tare.experiment.ExperimentRunner;
import dev.tare.experiment.Lab;
import dev.tare.experiment.Plan;
import dev.tare.experiment.Progress;
import dev.tare.experiment.RecordedPlan;
import dev.tare.experiment.Scripted;
import dev.tare.experiment.Session;
import dev.tare.experiment.Setting;
import dev.tare.experiment.StackCondition;
import dev.tare.experiment.Timing;
import dev.tare.experiment.TrialResult;
import dev.tare.launch.Limits;
import dev.tare.result.Facts;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.io.RunDocument;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A matrix on environments that are scripts, all below one folder. */
final class ScriptedMatrix {
  private static final BenchmarkWork WORK =
      new BenchmarkWork(List.of("."), List.of(), MatrixTrials.RUNS.size(), 1, List.of());

  private final Path temp;
  private final Path jar;
  private final List<String> notes = new ArrayList<>();

  ScriptedMatrix(Path temp) throws IOException {
    this.temp = temp;
    jar = Files.writeString(temp.resolve("any.jar"), "a jar");
  }

  /** What people were told. */
  List<String> notes() {
    return notes;
  }

  RunFolder folder(int blocks, Scripted... layers) throws IOException {
    Plan<BenchmarkWork> plan = plan(blocks, true, layers);
    RunDocument document =
        RunDocument.planned(
            "run",
            Instant.EPOCH,
            plan.setting().seed(),
            Map.of("verb", "matrix"),
            Facts.of(Map.of()),
            ExperimentRunner.schedule(new Matrix(), plan));
    return RunFolder.create(temp.resolve("run"), RecordedPlan.in(document, plan));
  }

  /**
   * @return whether everything was measured
   */
  boolean run(RunFolder folder, int blocks, boolean kept, Scripted... layers)
      throws IOException, InterruptedException {
    try (Session session = session()) {
      ExperimentRunner<BenchmarkWork, StackCondition, TrialResult> runner =
          runner(plan(blocks, kept, layers), folder, session, run -> {});
      runner.measure();
      return runner.isComplete();
    }
  }

  Session session() throws IOException {
    return Session.open("matrix-test", jar, Optional.empty(), Optional.of(temp));
  }

  /** Is told of each benchmark that begins. */
  interface Doing {
    void begins(String run);
  }

  ExperimentRunner<BenchmarkWork, StackCondition, TrialResult> runner(
      Plan<BenchmarkWork> plan, RunFolder folder, Session session, Doing doing) throws IOException {
    Progress.Listener listener =
        new Progress.Listener() {
          @Override
          public void step(String what, double share, Duration left) {}

          @Override
          public void doing(String run) {
            doing.begins(run);
          }

          @Override
          public void note(String line) {
            notes.add(line);
          }
        };
    return new ExperimentRunner<>(
        new Matrix(), plan, new Lab(session, Optional.of(folder)), listener);
  }

  static Plan<BenchmarkWork> plan(int blocks, boolean kept, Scripted... layers) {
    Setting setting =
        new Setting(
            Stream.of(layers).map(Scripted::name).toList(),
            Limits.NONE,
            blocks,
            new Timing(0, 1, 1, 1),
            kept,
            List.of(),
            0,
            new TreeSet<>(Set.of(0)),
            Optional.empty(),
            5);
    return new Plan<>(setting, WORK, Stream.of(layers).map(Scripted::stack).toList());
  }

  static List<ScheduledTrial.Status> statuses(RunFolder folder) {
    return folder.document().schedule().stream().map(ScheduledTrial::status).toList();
  }
}
