package dev.tare.experiment.fleet;

import dev.tare.experiment.Session;
import dev.tare.experiment.TrialPlan;
import dev.tare.launch.Beginning;
import dev.tare.launch.Command;
import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Limits;
import dev.tare.launch.Script;
import dev.tare.launch.SlurmNodes;
import dev.tare.launch.Stack;
import dev.tare.proc.LinePump;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** One node's part of a fleet: its job, in which the jar runs all of the node's trials. */
final class NodeRun {
  private final Session session;
  private final FleetFolder folder;
  private final FleetPlan plan;
  private final Stack stack;
  private final String node;
  private volatile Environment at;

  NodeRun(Session session, FleetFolder folder, FleetPlan plan, Stack stack, String node) {
    this.session = session;
    this.folder = folder;
    this.plan = plan;
    this.stack = stack;
    this.node = node;
  }

  /**
   * Measures, once the node is there.
   *
   * @param begun is told when it is
   */
  FleetRun.Outcome measured(Runnable begun) throws IOException {
    Environment there =
        session.enter(
            session.host(),
            SlurmNodes.on(stack, node),
            Limits.NONE,
            Optional.empty(),
            Beginning.USUAL);
    try {
      at = there;
      begun.run();
      return measured(there);
    } finally {
      at = null;
      leave(there);
    }
  }

  private void leave(Environment there) {
    try {
      session.leave(there);
    } catch (IOException e) {
      // The session's end tries it again, and tells; the node's outcome stands.
      return;
    }
  }

  /** Ends what measures there, so that what it has so far comes back. */
  void stop() {
    Environment there = at;
    try {
      if (there != null) {
        there.run(command(there, "stop"), Environment.PATIENCE);
      }
    } catch (IOException e) {
      // The job has ended, and all in it.
      return;
    }
  }

  void rehearse() throws IOException {
    Environment there = session.enter(SlurmNodes.on(stack, node), Limits.NONE);
    there.start(command(there, "new"));
    there.start(command(there, "forget"));
    session.leave(there);
  }

  private FleetRun.Outcome measured(Environment there) throws IOException {
    boolean given = folder.hasBegun(node);
    Process step = there.start(command(there, given ? "given" : "new"));
    AtomicReference<String> last = new AtomicReference<>("it said nothing");
    try (PrintWriter log = log()) {
      Thread said =
          LinePump.start(
              "log of " + node,
              step.getErrorStream(),
              line -> {
                log.println(line);
                if (!line.isBlank() && !line.startsWith("srun: ")) {
                  last.set(line.strip());
                }
              });
      give(given, step);
      boolean came = folder.take(node, step.getInputStream());
      int exit = step.waitFor();
      said.join();
      if (came && folder.isDone(node)) {
        forget(there);
      }
      return outcome(there, exit, last.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchException("interrupted", e);
    }
  }

  /** Removes what the node has: all of it is here. */
  private void forget(Environment there) {
    try {
      there.run(command(there, "forget"), Environment.PATIENCE);
    } catch (IOException e) {
      // The job has ended; what is left of it there env --clean knows.
      return;
    }
  }

  private void give(boolean given, Process step) throws IOException {
    try {
      if (given) {
        folder.give(node, step.getOutputStream());
      } else {
        step.getOutputStream().close();
      }
    } catch (IOException e) {
      // The node has its own, or has ended: what it says tells.
      return;
    }
  }

  private FleetRun.Outcome outcome(Environment there, int exit, String last) throws IOException {
    if (exit == 0 && folder.isDone(node)) {
      return FleetRun.Outcome.done(node);
    }
    String failure = "its run ended with " + exit + ": " + last + "; see " + folder.log(node);
    return FleetRun.Outcome.failed(
        node, folder.isDone(node) ? failure : there.loss().orElse(failure));
  }

  private PrintWriter log() throws IOException {
    Path file = folder.log(node);
    return new PrintWriter(
        Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND), true);
  }

  private Command command(Environment there, String how) {
    List<String> words = new ArrayList<>();
    words.add(plan.name() + "/" + node);
    words.add(how);
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add(there.places().shipped() + "/" + TrialPlan.JAR);
    words.add(there.places().scratch());
    words.addAll(plan.words());
    return Script.of("fleet-node", words.toArray(String[]::new));
  }
}
