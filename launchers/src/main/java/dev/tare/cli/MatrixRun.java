package dev.tare.cli;

import dev.tare.experiment.LimitException;
import dev.tare.experiment.Session;
import dev.tare.experiment.matrix.Matrix;
import dev.tare.experiment.matrix.MatrixPlan;
import dev.tare.facts.EnvironmentFacts;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Stack;
import dev.tare.result.Slot;
import dev.tare.result.io.RunFolder;
import dev.tare.userland.Userland;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Brings a matrix about: what is asked for, what can be had, the run itself and its end. */
final class MatrixRun {
  private final MatrixOptions options;
  private final PrintWriter out;
  private final PrintWriter err;
  private final List<String> unavailable = new ArrayList<>();
  private Path folder;

  MatrixRun(MatrixOptions options, PrintWriter out, PrintWriter err) {
    this.options = options;
    this.out = out;
    this.err = err;
  }

  Path folder() {
    return folder;
  }

  /** The environments that were asked for by name and cannot be had, one line each. */
  List<String> unavailable() {
    return unavailable;
  }

  /** Prints every command that a run would execute. */
  void dry() throws IOException {
    MatrixSetup setup = MatrixSetup.of(options);
    Session session =
        Session.dry(setup.id(), Userland.cached(), options.data(), line -> out.println(line));
    List<Stack> asked = setup.asked(new MatrixEnvironments(setup.limits(), err));
    Matrix.dry(setup.plan(asked), stacks(asked), session);
    out.flush();
  }

  /**
   * @return whether all of it succeeded
   */
  boolean measure() throws IOException, InterruptedException {
    try (MachineLock machine = MachineLock.take()) {
      return options.resume().isPresent() ? resumed() : started();
    }
  }

  private boolean started() throws IOException, InterruptedException {
    MatrixSetup setup = MatrixSetup.of(options);
    MatrixEnvironments environments = new MatrixEnvironments(setup.limits(), err);
    List<Stack> usable = setup.usable(environments, unavailable);
    MatrixPlan plan = setup.plan(usable);
    folder = setup.folder();
    RunFolder run = setup.create(plan, EnvironmentFacts.read());
    return run(plan, usable, run, environments.userland(), setup);
  }

  private boolean resumed() throws IOException, InterruptedException {
    MatrixResume resume = MatrixResume.of(options.resume().get());
    folder = resume.run().path();
    MatrixSetup setup = MatrixSetup.of(options);
    MatrixEnvironments environments = new MatrixEnvironments(resume.plan().limits(), err);
    List<Stack> stacks = setup.stillUsable(resume.plan(), environments);
    return run(resume.plan(), stacks, resume.run(), environments.userland(), setup);
  }

  private boolean run(
      MatrixPlan plan,
      List<Stack> stacks,
      RunFolder run,
      Optional<Userland> userland,
      MatrixSetup setup)
      throws IOException, InterruptedException {
    List<String> runs = MatrixSetup.runs(plan);
    if (plan.kept()) {
      err.println(
          "tare: quick keeps an environment over all blocks: it is one sample of it, and"
              + " --profile standard makes it anew for each");
    }
    Session session =
        Session.open(run.document().id(), setup.jar(), userland, plan.data().map(Path::of));
    Cleanup.opened(session, () -> {});
    try (MatrixProgress progress = new MatrixProgress(left(run, runs), plan.blocks(), err)) {
      return new Matrix(plan, stacks(stacks), runs, run, session, progress).run();
    } catch (LimitException e) {
      throw new CommandFailure(ExitCode.FAILED, e.getMessage());
    } catch (LaunchException e) {
      throw new CommandFailure(ExitCode.FAILED, e.getMessage());
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "the results cannot be kept ("
              + e.getMessage()
              + "); make room and go on with: matrix --resume "
              + folder);
    } finally {
      close(session);
    }
  }

  /** An interrupted session is closed by the shutdown that interrupted it. */
  private void close(Session session) {
    if (session.isClosing()) {
      err.println("tare: interrupted; go on with: matrix --resume " + folder);
      err.flush();
      return;
    }
    try {
      session.close();
      Cleanup.closed(session);
    } catch (IOException e) {
      err.println("tare: not all could be removed, see env --clean: " + e.getMessage());
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
