package dev.tare.experiment.network;

import dev.tare.experiment.Visit;
import dev.tare.experiment.VisitEvent;
import dev.tare.experiment.VisitListener;
import dev.tare.experiment.VisitOutcome;
import dev.tare.experiment.VisitPlan;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One visit of the client's place: several patterns, one fork each. Every fork waits at the barrier
 * once it is warm, so that the counters of CPU time are read just before it measures, and again
 * after its last iteration.
 */
final class PatternVisit implements VisitListener {
  private final OpenPath path;
  private final VisitPlan plan;
  private final VisitResults results;
  private final NetworkListener listener;
  private final Consumer<String> console;
  private final CompletableFuture<Visit> visit = new CompletableFuture<>();
  private CpuReading start;
  private CpuReading end;
  private String failure;

  private PatternVisit(
      OpenPath path,
      VisitPlan plan,
      VisitResults results,
      NetworkListener listener,
      Consumer<String> console) {
    this.path = path;
    this.plan = plan;
    this.results = results;
    this.listener = listener;
    this.console = console;
  }

  /**
   * Runs it to its end.
   *
   * @param plan with a barrier
   * @param results what it gives is added there
   */
  static VisitOutcome run(
      OpenPath path,
      VisitPlan plan,
      VisitResults results,
      NetworkListener listener,
      Consumer<String> console)
      throws IOException, InterruptedException {
    PatternVisit visiting = new PatternVisit(path, plan, results, listener, console);
    try (Visit visit = Visit.start(path.client(), plan, visiting, Visit.patience(plan.timing()))) {
      visiting.visit.complete(visit);
      VisitOutcome outcome = visit.await();
      visiting.rethrow();
      return outcome;
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
        take(ended);
      }
    } catch (IOException e) {
      failure = String.valueOf(e.getMessage());
    }
  }

  private void take(VisitEvent.Ended ended) throws IOException {
    NetPattern pattern = NetPattern.of(ended.run()).orElseThrow();
    OptionalDouble rate = results.add(ended, pattern);
    if (rate.isPresent() && start != null && end != null) {
      results.figures(CpuCost.of(start, end, rate.getAsDouble(), pattern.isTransactions()));
    }
    listener.measured(ended.run());
  }

  private synchronized void rethrow() throws IOException {
    if (failure != null) {
      throw new IOException(failure);
    }
  }

  @Override
  public void console(String line) {
    console.accept(line);
  }

  /** The visits of one stay: bulk patterns once, request and response for each count of clients. */
  static List<VisitPlan> plans(NetworkPlan plan, List<String> flags, int processors) {
    List<VisitPlan> plans = new java.util.ArrayList<>();
    for (int connections : plan.connections()) {
      boolean first = connections == plan.connections().get(0);
      List<String> transactions = benchmarks(plan, true);
      List<String> bulk = first ? benchmarks(plan, false) : List.of();
      List<List<String>> visits =
          connections == 1 ? List.of(concat(transactions, bulk)) : List.of(bulk, transactions);
      for (List<String> benchmarks : visits) {
        boolean alone = connections == 1 || benchmarks == bulk;
        if (!benchmarks.isEmpty()) {
          plans.add(
              VisitPlan.of(benchmarks, plan.timing(), processors)
                  .withParams(plan.params())
                  .withThreads(alone ? 1 : connections)
                  .withJvmArgs(flags)
                  .withBarrier(true)
                  .withFacts(false));
        }
      }
    }
    return plans;
  }

  private static List<String> benchmarks(NetworkPlan plan, boolean transactions) {
    return plan.patterns().stream()
        .filter(pattern -> pattern.isTransactions() == transactions)
        .map(NetPattern::benchmark)
        .toList();
  }

  private static List<String> concat(List<String> a, List<String> b) {
    List<String> both = new java.util.ArrayList<>(a);
    both.addAll(b);
    return both;
  }
}
