package dev.tare.cli;

import dev.tare.experiment.RandomBlocks;
import dev.tare.experiment.Session;
import dev.tare.experiment.matrix.Matrix;
import dev.tare.experiment.matrix.MatrixPlan;
import dev.tare.launch.Stack;
import dev.tare.result.Slot;
import dev.tare.result.io.RunFolder;
import dev.tare.userland.Userland;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Brings a matrix about: what is asked for, what can be had, and the run itself. */
final class MatrixRun {
  private final MatrixOptions options;
  private final MatrixSetup setup;
  private final MeasuredRun run;
  private final PrintWriter err;

  MatrixRun(MatrixOptions options, MatrixSetup setup, MeasuredRun run, PrintWriter err) {
    this.options = options;
    this.setup = setup;
    this.run = run;
    this.err = err;
  }

  /** Prints every command that a run would execute. */
  void dry() throws IOException {
    List<Stack> asked = setup.asked();
    List<String> layers = asked.stream().flatMap(stack -> stack.layers().stream()).toList();
    Session session = run.session(setup.jar(), Userland.expected(layers), options.data());
    Matrix.dry(setup.plan(asked), stacks(asked), session);
  }

  /**
   * @return whether all of it succeeded
   */
  boolean measure() throws IOException, InterruptedException {
    if (run.isResumed()) {
      MatrixPlan plan = run.read(begun -> MatrixPlan.of(begun.plan(), begun.seed()));
      MatrixEnvironments environments = new MatrixEnvironments(plan.limits(), err);
      return measure(plan, setup.stillUsable(plan, environments), environments);
    }
    MatrixEnvironments environments = new MatrixEnvironments(setup.limits(), err);
    List<Stack> usable = setup.usable(environments, run.unavailable());
    return measure(setup.plan(usable), usable, environments);
  }

  private boolean measure(MatrixPlan plan, List<Stack> stacks, MatrixEnvironments environments)
      throws IOException, InterruptedException {
    RunFolder folder =
        run.folder(
                plan.asOptions(),
                RandomBlocks.schedule(plan.environments(), plan.blocks(), plan.seed()))
            .orElseThrow();
    List<String> runs = MatrixSetup.runs(plan);
    if (plan.kept() && plan.blocks() > 1 && stacks.stream().anyMatch(Stack::hasGuest)) {
      run.sayKept();
    }
    Session session = run.session(setup.jar(), environments.userland(), plan.data().map(Path::of));
    try (RunProgress progress =
        RunProgress.ofForks("matrix", left(folder, runs), plan.blocks(), err)) {
      Matrix matrix = new Matrix(plan, stacks(stacks), runs, folder, session, progress);
      return run.measure(matrix::run);
    }
  }

  private static Map<String, Stack> stacks(List<Stack> all) {
    Map<String, Stack> stacks = new TreeMap<>();
    all.forEach(stack -> stacks.put(stack.text(), stack));
    return stacks;
  }

  private static int left(RunFolder run, List<String> runs) throws IOException {
    int left = 0;
    for (Slot slot : run.document().schedule()) {
      if (slot.status() == Slot.Status.PLANNED) {
        left += runs.size() - run.runs(slot.slot()).size() - slot.failures().size();
      }
    }
    return left;
  }
}
