package dev.tare.experiment.judge;

import dev.tare.experiment.LimitException;
import dev.tare.experiment.PlaceFacts;
import dev.tare.experiment.Visit;
import dev.tare.experiment.VisitEvent;
import dev.tare.experiment.VisitListener;
import dev.tare.experiment.VisitOutcome;
import dev.tare.experiment.VisitPlan;
import dev.tare.experiment.matrix.MatrixListener;
import dev.tare.launch.Environment;
import dev.tare.result.Calibration;
import dev.tare.result.Facts;
import dev.tare.result.Slot;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One visit of a side, in an environment of its own: what comes out goes into the run folder at
 * once.
 */
final class SideVisit implements VisitListener {
  private final Side side;
  private final RunFolder folder;
  private final int slot;
  private final MatrixListener listener;
  private final PlaceFacts facts;
  private Writer console;
  private IOException broken;

  SideVisit(Side side, RunFolder folder, int slot, MatrixListener listener) {
    this.side = side;
    this.folder = folder;
    this.slot = slot;
    this.listener = listener;
    this.facts = new PlaceFacts(side.stack(), side.limits());
  }

  /**
   * Makes the visit; what failed in it is marked in the run folder.
   *
   * @param skip what is not run, by {@link dev.tare.result.SeriesKey#runId()}
   * @return whether it came to its end
   * @throws LimitException where a limit did not take effect
   * @throws IOException where the environment cannot be made, or the results cannot be kept
   */
  boolean make(Set<String> skip) throws IOException, InterruptedException {
    listener.visiting(folder.document().schedule().get(slot));
    Environment environment = side.session().enter(side.stack(), side.limits());
    VisitOutcome outcome;
    try {
      facts.readOutside(side.session(), environment);
      outcome = visited(environment, side.visit().withSkip(skip));
    } finally {
      side.session().leave(environment);
    }
    return kept(outcome);
  }

  private VisitOutcome visited(Environment environment, VisitPlan plan)
      throws IOException, InterruptedException {
    console =
        Files.newBufferedWriter(
            folder.console(side.name()),
            StandardCharsets.UTF_8,
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
    try (Visit visit = Visit.start(environment, plan, this, Visit.patience(plan.timing()))) {
      return visit.await();
    } finally {
      console.close();
    }
  }

  private boolean kept(VisitOutcome outcome) throws IOException {
    if (broken != null) {
      throw broken;
    }
    folder.merge(slot);
    outcome.failures().forEach((run, why) -> listener.note(failed(run, why)));
    if (outcome.end() == VisitOutcome.End.FINISHED
        || outcome.end() == VisitOutcome.End.BENCHMARK_FAILED) {
      folder.done(slot, outcome.failures());
      return true;
    }
    String why = outcome.end() + ", " + outcome.reason().orElse("no reason given");
    folder.without(slot, Slot.Status.FAILED, why);
    listener.note(side.name() + ": " + why);
    return false;
  }

  private String failed(String run, String why) {
    return side.name() + ": " + run + " failed: " + why;
  }

  @Override
  public void event(VisitEvent event) {
    try {
      if (event instanceof VisitEvent.FactsRead read) {
        keep(read.facts());
      } else if (event instanceof VisitEvent.Started started) {
        listener.started(started.run());
      } else if (event instanceof VisitEvent.Ended ended) {
        if (ended.failure().isEmpty()) {
          folder.add(slot, ended.run(), ended.jmh(), ended.latencies());
        }
        listener.ended(ended.run());
      }
    } catch (IOException e) {
      broken = broken == null ? e : broken;
    }
  }

  @Override
  public void again(String run, String why) {
    try {
      folder.crashed(slot, run, why);
      listener.note(side.name() + ": " + VisitOutcome.crashed(run, why));
    } catch (IOException e) {
      broken = broken == null ? e : broken;
    }
  }

  @Override
  public synchronized void console(String line) {
    try {
      console.write(line + "\n");
      console.flush();
    } catch (IOException e) {
      broken = broken == null ? e : broken;
    }
  }

  private void keep(Facts inside) throws IOException {
    SortedMap<String, String> all = new TreeMap<>(facts.with(inside).values());
    all.put(Calibration.STACK, side.stack().text());
    folder.facts(side.name(), new Facts(all));
  }
}
