package dev.tare.experiment.matrix;

import dev.tare.experiment.LimitException;
import dev.tare.experiment.RandomBlocks;
import dev.tare.experiment.Session;
import dev.tare.experiment.VisitPlan;
import dev.tare.launch.Environment;
import dev.tare.launch.Stack;
import dev.tare.result.Slot;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs a plan into its run folder, from wherever that stands: a new folder, or one that a kill
 * left. What fails is marked, and the rest goes on.
 */
public final class Matrix {
  /** After so many failures in a row an environment is not tried again. */
  private static final int MOST_IN_A_ROW = 2;

  private final MatrixPlan plan;
  private final Map<String, Stack> stacks;
  private final List<String> runs;
  private final RunFolder folder;
  private final Session session;
  private final MatrixListener listener;
  private final EnvironmentPool pool;
  private final Map<String, Integer> failedInARow = new HashMap<>();
  private boolean anyFailed;

  /**
   * @param stacks the plan's environments, by their text
   * @param runs what the plan's benchmarks come to, by {@link dev.tare.result.SeriesKey#runId()}
   * @param folder with the plan's schedule; visits that are done in it are not repeated
   * @param session belongs to the caller, who closes it
   */
  public Matrix(
      MatrixPlan plan,
      Map<String, Stack> stacks,
      List<String> runs,
      RunFolder folder,
      Session session,
      MatrixListener listener) {
    this.plan = plan;
    this.stacks = Map.copyOf(stacks);
    this.runs = List.copyOf(runs);
    this.folder = folder;
    this.session = session;
    this.listener = listener;
    this.pool = new EnvironmentPool(session, plan.limits(), plan.kept());
  }

  /**
   * Makes all visits that are not done yet.
   *
   * @return whether all of the run succeeded, what was done before included
   * @throws LimitException where a limit did not take effect: nothing can be compared then
   * @throws IOException where the results cannot be kept
   */
  public boolean run() throws IOException, InterruptedException {
    for (Slot slot : folder.document().schedule()) {
      if (slot.status() == Slot.Status.PLANNED && !session.isClosing()) {
        visit(slot.slot());
      }
      Slot now = folder.document().schedule().get(slot.slot());
      anyFailed |= now.status() != Slot.Status.DONE || !now.failures().isEmpty();
    }
    if (!session.isClosing()) {
      folder.finish(Instant.ofEpochMilli(InstantSource.system().millis()));
    }
    return !anyFailed;
  }

  /** Prints what a run would do, in a session in which nothing happens. */
  public static void dry(MatrixPlan plan, Map<String, Stack> stacks, Session session)
      throws IOException {
    EnvironmentPool pool = new EnvironmentPool(session, plan.limits(), plan.kept());
    for (Slot slot : RandomBlocks.schedule(plan.environments(), plan.blocks(), plan.seed())) {
      Stack stack = stacks.get(slot.environment());
      Environment environment = pool.get(stack);
      VisitPlan visit = plan.visit().withFacts(pool.isNew(stack));
      environment.start(visit.command(environment.places()));
      pool.isKnown(stack);
      pool.release(stack, true);
    }
    session.close();
  }

  private void visit(int slot) throws IOException, InterruptedException {
    String text = folder.document().schedule().get(slot).environment();
    if (failedInARow.getOrDefault(text, 0) >= MOST_IN_A_ROW) {
      without(slot, Slot.Status.SKIPPED, "failed " + MOST_IN_A_ROW + " times before");
      return;
    }
    Stack stack = stacks.get(text);
    int fruitless = 0;
    Set<String> left = left(slot);
    while (!left.isEmpty() && !session.isClosing()) {
      SlotVisit visit = new SlotVisit(plan, folder, slot, session, listener);
      String trouble = attempt(visit, stack);
      Set<String> still = left(slot);
      fruitless = still.size() < left.size() ? 0 : fruitless + 1;
      if (session.isClosing() || trouble != null && session.wasInterrupted()) {
        return;
      }
      if (trouble != null && fruitless > 0) {
        failedInARow.merge(text, 1, Integer::sum);
        without(slot, Slot.Status.FAILED, trouble);
        return;
      }
      left = still;
    }
    if (left.isEmpty()) {
      failedInARow.remove(text);
      folder.merge(slot);
      folder.done(slot, folder.document().schedule().get(slot).failures());
    }
  }

  /**
   * Runs what is left of a visit.
   *
   * @return why it did not come to its end, one line; null where it did
   */
  private String attempt(SlotVisit visit, Stack stack) throws IOException, InterruptedException {
    Environment environment;
    try {
      environment = pool.get(stack);
    } catch (LimitException e) {
      throw e;
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
    boolean usable = false;
    try {
      String trouble = visit.make(environment, stack, pool.isNew(stack), left(visit.slot()));
      usable = visit.leavesUsable();
      if (usable) {
        pool.isKnown(stack);
      } else if (!session.isClosing()) {
        listener.note(stack.text() + ": made anew: " + trouble);
      }
      return trouble;
    } finally {
      release(stack, usable);
    }
  }

  /** What died may not close cleanly; the run goes on, and the session tries again at its end. */
  private void release(Stack stack, boolean usable) {
    try {
      pool.release(stack, usable);
    } catch (IOException e) {
      listener.note(stack.text() + ": not closed cleanly: " + e.getMessage());
    }
  }

  /** What of the runs has neither finished nor failed in a visit. */
  private Set<String> left(int slot) throws IOException {
    Set<String> left = new LinkedHashSet<>(runs);
    left.removeAll(folder.runs(slot));
    left.removeAll(folder.document().schedule().get(slot).failures().keySet());
    return left;
  }

  private void without(int slot, Slot.Status status, String reason) throws IOException {
    Set<String> never = new TreeSet<>(left(slot));
    folder.merge(slot);
    folder.without(slot, status, reason);
    String stack = folder.document().schedule().get(slot).environment();
    listener.note(stack + ": " + reason);
    never.forEach(listener::ended);
  }
}
