package dev.tare.experiment.ends;

import dev.tare.experiment.ForkJson;
import dev.tare.experiment.Trial;
import dev.tare.experiment.TrialEvent;
import dev.tare.experiment.TrialListener;
import dev.tare.experiment.TrialOutcome;
import dev.tare.experiment.TrialPlan;
import dev.tare.launch.Environment;
import dev.tare.result.Metric;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Is one trial of the client's place: several benchmarks, one fork each. Every fork waits at the
 * barrier once it is warm, so that the counters of CPU time are read just before it measures, and
 * again after its last iteration.
 */
public final class MeteredTrial implements TrialListener {
  private final Environment client;
  private final CpuMeter meter;
  private final CompletableFuture<?> serverEnd;
  private final TrialPlan plan;
  private final Results results;
  private final Consumer<String> console;
  private final CompletableFuture<Trial> trial = new CompletableFuture<>();
  private CpuReading start;
  private CpuReading end;
  private IOException broken;

  /** Takes what a trial gives, at once. */
  public interface Results {
    /** Tells whether a fork's work is transactions; otherwise it is gigabytes. */
    boolean isTransactions(String run);

    /** A fork gave something. */
    void given(TrialEvent.Ended ended, String jmh) throws IOException;

    /** A fork failed. */
    void failed(String run, String why) throws IOException;

    /** A fork crashed, and is run again. */
    void crashed(String run, String why) throws IOException;
  }

  /**
   * @param serverEnd done when the server has gone: every fork left would wait for it in vain
   * @param plan with a barrier
   */
  public MeteredTrial(
      Environment client,
      CpuMeter meter,
      CompletableFuture<?> serverEnd,
      TrialPlan plan,
      Results results,
      Consumer<String> console) {
    this.client = client;
    this.meter = meter;
    this.serverEnd = serverEnd;
    this.plan = plan;
    this.results = results;
    this.console = console;
  }

  /** Runs it to its end, or to that of the server. */
  public TrialOutcome run() throws IOException, InterruptedException {
    try (Trial wanted = new Trial(client, plan, this, Trial.patience(plan.timing()))) {
      trial.complete(wanted);
      serverEnd.thenRun(() -> end(wanted));
      TrialOutcome outcome = wanted.await();
      rethrow();
      return outcome;
    }
  }

  private static void end(Trial wanted) {
    try {
      wanted.close();
    } catch (IOException e) {
      // It has ended by itself.
      return;
    }
  }

  @Override
  public synchronized void event(TrialEvent event) {
    try {
      if (event instanceof TrialEvent.Started) {
        start = null;
        end = null;
      } else if (event instanceof TrialEvent.Ready) {
        start = meter.read();
        trial.join().go();
      } else if (event instanceof TrialEvent.Iterated one) {
        end = one.number() == plan.timing().iterations() ? meter.read() : end;
      } else if (event instanceof TrialEvent.Ended ended) {
        keep(ended);
      }
    } catch (IOException e) {
      broken = broken == null ? e : broken;
    }
  }

  @Override
  public synchronized void again(String run, String why) {
    try {
      results.crashed(run, why);
    } catch (IOException e) {
      broken = broken == null ? e : broken;
    }
  }

  private void keep(TrialEvent.Ended ended) throws IOException {
    if (ended.failure().isPresent()) {
      results.failed(ended.run(), ended.failure().get());
    } else {
      results.given(ended, withCosts(ended));
    }
  }

  private String withCosts(TrialEvent.Ended ended) throws IOException {
    ForkJson jmh = new ForkJson(ended.jmh());
    boolean transactions = results.isTransactions(ended.run());
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
