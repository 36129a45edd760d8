package dev.tare.experiment.network;

import dev.tare.experiment.ForkJson;
import dev.tare.experiment.Visit;
import dev.tare.experiment.VisitEvent;
import dev.tare.experiment.VisitListener;
import dev.tare.experiment.VisitOutcome;
import dev.tare.experiment.VisitPlan;
import dev.tare.result.Metric;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One visit of the client's place: several patterns, one fork each. Every fork waits at the barrier
 * once it is warm, so that the counters of CPU time are read just before it measures, and again
 * after its last iteration. What a fork gave goes into the run folder at once.
 */
final class PatternVisit implements VisitListener {
  private final OpenPath path;
  private final VisitPlan plan;
  private final RunFolder folder;
  private final int slot;
  private final Consumer<String> console;
  private final CompletableFuture<Visit> visit = new CompletableFuture<>();
  private CpuReading start;
  private CpuReading end;
  private IOException broken;

  /**
   * @param plan with a barrier
   */
  PatternVisit(
      OpenPath path, VisitPlan plan, RunFolder folder, int slot, Consumer<String> console) {
    this.path = path;
    this.plan = plan;
    this.folder = folder;
    this.slot = slot;
    this.console = console;
  }

  /** Runs it to its end, or to that of the server: every pattern left would wait for it in vain. */
  VisitOutcome run() throws IOException, InterruptedException {
    try (Visit visiting = Visit.start(path.client(), plan, this, Visit.patience(plan.timing()))) {
      visit.complete(visiting);
      path.end().thenRun(() -> end(visiting));
      VisitOutcome outcome = visiting.await();
      rethrow();
      return outcome;
    }
  }

  private static void end(Visit visiting) {
    try {
      visiting.close();
    } catch (IOException e) {
      // It has ended by itself.
      return;
    }
  }

  @Override
  public synchronized void event(VisitEvent event) {
    try {
      if (event instanceof VisitEvent.Started) {
        start = null;
        end = null;
      } else if (event instanceof VisitEvent.Ready) {
        start = path.counters().read();
        visit.join().go();
      } else if (event instanceof VisitEvent.Iterated one) {
        end = one.number() == plan.timing().iterations() ? path.counters().read() : end;
      } else if (event instanceof VisitEvent.Ended ended) {
        keep(ended);
      }
    } catch (IOException e) {
      broken = broken == null ? e : broken;
    }
  }

  @Override
  public synchronized void again(String run, String why) {
    try {
      folder.crashed(slot, run, why);
    } catch (IOException e) {
      broken = broken == null ? e : broken;
    }
  }

  private void keep(VisitEvent.Ended ended) throws IOException {
    if (ended.failure().isPresent()) {
      folder.fail(slot, ended.run(), ended.failure().get());
    } else {
      folder.add(slot, ended.run(), withCosts(ended), ended.latencies());
    }
  }

  private String withCosts(VisitEvent.Ended ended) throws IOException {
    boolean transactions =
        NetPattern.of(ended.run()).filter(NetPattern::isTransactions).isPresent();
    ForkJson jmh = new ForkJson(ended.jmh());
    OptionalDouble rate = transactions ? jmh.operations() : jmh.gigabytes();
    boolean counted = rate.isPresent() && start != null && end != null;
    Map<Metric, Double> costs =
        counted ? end.costSince(start, rate.getAsDouble(), transactions) : Map.of();
    return jmh.with(costs);
  }

  private synchronized void rethrow() throws IOException {
    if (broken != null) {
      throw broken;
    }
  }

  @Override
  public void console(String line) {
    console.accept(line);
  }
}
