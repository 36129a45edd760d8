package dev.tare.experiment.matrix;

import dev.tare.experiment.RandomBlocks;
import dev.tare.experiment.Scripted;
import dev.tare.experiment.Session;
import dev.tare.experiment.Timing;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.result.Facts;
import dev.tare.result.Slot;
import dev.tare.result.io.RunDocument;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The runner on environments that are scripts, all below one folder. */
final class ScriptedMatrix {
  private final Path temp;
  private final Path jar;
  private final List<String> ended = new ArrayList<>();
  private final MatrixListener listener =
      new MatrixListener() {
        @Override
        public void ended(String run) {
          ended.add(run);
        }
      };

  ScriptedMatrix(Path temp) throws IOException {
    this.temp = temp;
    jar = Files.writeString(temp.resolve("any.jar"), "a jar");
  }

  /** The benchmarks that a listener was told of as ended. */
  List<String> ended() {
    return ended;
  }

  RunFolder folder(int blocks, Scripted... layers) throws IOException {
    MatrixPlan plan = plan(blocks, true, layers);
    return RunFolder.create(
        temp.resolve("run"),
        RunDocument.planned(
            "run",
            Instant.EPOCH,
            plan.seed(),
            plan.asOptions(),
            Facts.of(Map.of()),
            RandomBlocks.schedule(plan.environments(), blocks, plan.seed())));
  }

  /**
   * @return whether everything was measured
   */
  boolean run(RunFolder folder, int blocks, boolean kept, Scripted... layers)
      throws IOException, InterruptedException {
    try (Session session = session()) {
      return of(plan(blocks, kept, layers), folder, session, listener, layers).run();
    }
  }

  Session session() throws IOException {
    return Session.open("matrix-test", jar, Optional.empty(), Optional.of(temp));
  }

  static Matrix of(
      MatrixPlan plan,
      RunFolder folder,
      Session session,
      MatrixListener listener,
      Scripted... layers) {
    Map<String, Stack> stacks = new TreeMap<>();
    for (Scripted layer : layers) {
      stacks.put(layer.name(), layer.stack());
    }
    return new Matrix(plan, stacks, MatrixVisits.RUNS, folder, session, listener);
  }

  static MatrixPlan plan(int blocks, boolean kept, Scripted... layers) {
    return new MatrixPlan(
        Stream.of(layers).map(Scripted::name).toList(),
        List.of("."),
        "quick",
        blocks,
        new Timing(0, 1, 1, 1),
        5,
        Limits.NONE,
        List.of(),
        1,
        kept,
        Optional.empty(),
        "abc");
  }

  static List<Slot.Status> statuses(RunFolder folder) {
    return folder.document().schedule().stream().map(Slot::status).toList();
  }
}
