package dev.tare.experiment.matrix;

import dev.tare.experiment.PlaceFacts;
import dev.tare.experiment.Session;
import dev.tare.experiment.Visit;
import dev.tare.experiment.VisitEvent;
import dev.tare.experiment.VisitListener;
import dev.tare.experiment.VisitOutcome;
import dev.tare.experiment.VisitPlan;
import dev.tare.launch.Environment;
import dev.tare.launch.Stack;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One attempt at a visit of the schedule: what comes out goes into the run folder at once. */
final class SlotVisit implements VisitListener {
  private final MatrixPlan plan;
  private final RunFolder folder;
  private final int slot;
  private final Session session;
  private final MatrixListener listener;
  private Stack stack;
  private PlaceFacts facts;
  private Writer console;
  private Visit running;
  private IOException broken;
  private VisitOutcome outcome;

  SlotVisit(MatrixPlan plan, RunFolder folder, int slot, Session session, MatrixListener listener) {
    this.session = session;
    this.plan = plan;
    this.folder = folder;
    this.slot = slot;
    this.listener = listener;
  }

  int slot() {
    return slot;
  }

  /**
   * Makes the visit.
   *
   * @param fresh whether the facts are to be read
   * @param left what is to be run
   * @return why it did not come to its end, one line; null where it did
   * @throws IOException where results cannot be kept, or a limit did not take effect
   */
  String make(Environment visited, Stack of, boolean fresh, Set<String> left)
      throws IOException, InterruptedException {
    stack = of;
    facts = new PlaceFacts(stack, plan.limits());
    listener.visiting(folder.document().schedule().get(slot));
    if (fresh) {
      facts.readOutside(session, visited);
      facts.kept(plan.kept() && stack.hasGuest() && plan.blocks() > 1);
    }
    VisitPlan visit = plan.visit().withFacts(fresh).withSkip(without(left));
    console =
        Files.newBufferedWriter(
            folder.console(stack.text()),
            StandardCharsets.UTF_8,
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
    try {
      synchronized (this) {
        running = Visit.start(visited, visit, this, Visit.patience(plan.timing()));
      }
      outcome = running.await();
    } finally {
      if (running != null) {
        running.close();
      }
      console.close();
    }
    if (broken != null) {
      throw broken;
    }
    if (outcome.end() != VisitOutcome.End.FINISHED && session.wasInterrupted()) {
      return "interrupted";
    }
    for (Map.Entry<String, String> failed : outcome.failures().entrySet()) {
      keepFailure(failed.getKey(), failed.getValue());
    }
    boolean complete = outcome.isUsableAgain() && outcome.end() != VisitOutcome.End.REFUSED;
    return complete ? null : outcome.end() + ", " + outcome.reason().orElse("no reason given");
  }

  /** Whether its environment can be visited again. */
  boolean leavesUsable() {
    return outcome != null && outcome.isUsableAgain();
  }

  @Override
  public void event(VisitEvent event) {
    try {
      if (event instanceof VisitEvent.FactsRead read) {
        folder.facts(stack.text(), facts.with(read.facts()));
      } else if (event instanceof VisitEvent.Started started) {
        listener.started(started.run());
      } else if (event instanceof VisitEvent.Ended ended) {
        keep(ended);
      }
    } catch (IOException e) {
      stop(e);
    }
  }

  @Override
  public void again(String run, String why) {
    try {
      folder.crashed(slot, run, why);
      listener.note(stack.text() + ": " + VisitOutcome.crashed(run, why));
    } catch (IOException e) {
      stop(e);
    }
  }

  @Override
  public synchronized void console(String line) {
    try {
      console.write(line + "\n");
      console.flush();
    } catch (IOException e) {
      stop(new IOException("the console log cannot be written: " + e.getMessage(), e));
    }
  }

  private void keep(VisitEvent.Ended ended) throws IOException {
    if (session.isClosing()) {
      return;
    }
    if (ended.failure().isPresent()) {
      keepFailure(ended.run(), ended.failure().get());
    } else {
      folder.add(slot, ended.run(), ended.jmh(), ended.latencies());
      listener.ended(ended.run());
    }
  }

  /** Once, although both the event and the outcome of the visit tell it. */
  private void keepFailure(String run, String why) throws IOException {
    boolean known = folder.document().schedule().get(slot).failures().containsKey(run);
    if (!known && !session.wasInterrupted()) {
      folder.fail(slot, run, why);
      listener.note(stack.text() + ": " + run + " failed: " + why);
      listener.ended(run);
    }
  }

  private synchronized void stop(IOException cause) {
    broken = broken == null ? cause : broken;
    try {
      running.close();
    } catch (IOException e) {
      broken.addSuppressed(e);
    }
  }

  /** What the visit would run, but is not to. */
  private Set<String> without(Set<String> left) throws IOException {
    Set<String> skip = new TreeSet<>(folder.runs(slot));
    skip.addAll(folder.document().schedule().get(slot).failures().keySet());
    skip.removeAll(left);
    return skip;
  }
}
