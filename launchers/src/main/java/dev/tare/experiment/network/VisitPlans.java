package dev.tare.experiment.network;

import dev.tare.experiment.VisitPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The visits of one stay at a path. */
final class VisitPlans {
  private VisitPlans() {}

  /**
   * Bulk patterns once, request and response for each count of clients.
   *
   * @param flags of every fork
   * @param processors what every fork's JVM is told to have
   */
  static List<VisitPlan> of(NetworkPlan plan, List<String> flags, int processors) {
    List<String> transactions = benchmarks(plan, true);
    List<String> bulk = benchmarks(plan, false);
    List<VisitPlan> visits = new ArrayList<>();
    boolean single = plan.connections().contains(1);
    List<String> alone =
        single ? Stream.concat(transactions.stream(), bulk.stream()).toList() : bulk;
    if (!alone.isEmpty()) {
      visits.add(visit(plan, alone, 1, flags, processors));
    }
    for (int connections : plan.connections()) {
      if (connections > 1 && !transactions.isEmpty()) {
        visits.add(visit(plan, transactions, connections, flags, processors));
      }
    }
    return visits;
  }

  private static VisitPlan visit(
      NetworkPlan plan,
      List<String> benchmarks,
      int connections,
      List<String> flags,
      int processors) {
    return VisitPlan.of(benchmarks, plan.timing(), processors)
        .withParams(plan.params())
        .withThreads(connections)
        .withJvmArgs(flags)
        .withBarrier(true)
        .withFacts(false);
  }

  private static List<String> benchmarks(NetworkPlan plan, boolean transactions) {
    return plan.patterns().stream()
        .filter(pattern -> pattern.isTransactions() == transactions)
        .map(NetPattern::benchmark)
        .toList();
  }
}
