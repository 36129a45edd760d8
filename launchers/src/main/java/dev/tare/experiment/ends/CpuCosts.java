package dev.tare.experiment.ends;

import dev.tare.experiment.ForkJson;
import dev.tare.experiment.ForkMeter;
import dev.tare.experiment.TrialEvent;
import dev.tare.result.Metric;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * Reads the counters of CPU time just before a fork measures, and again after its last iteration.
 */
final class CpuCosts implements ForkMeter {
  private final CpuMeter meter;
  private final int iterations;
  private final Predicate<String> transactions;
  private CpuReading start;
  private CpuReading end;

  /**
   * @param iterations of a fork
   * @param transactions whether a run's work is transactions; otherwise it is gigabytes
   */
  CpuCosts(CpuMeter meter, int iterations, Predicate<String> transactions) {
    this.meter = meter;
    this.iterations = iterations;
    this.transactions = transactions;
  }

  @Override
  public synchronized void ready(String run) throws IOException {
    end = null;
    start = meter.read();
  }

  @Override
  public synchronized void iterated(TrialEvent.Iterated one) throws IOException {
    if (one.number() == iterations) {
      end = meter.read();
    }
  }

  @Override
  public synchronized Map<Metric, Double> ended(String run, ForkJson fork) {
    boolean counts = transactions.test(run);
    OptionalDouble rate = counts ? fork.operations() : fork.gigabytes();
    return rate.isPresent() && start != null && end != null
        ? end.costSince(start, fork.seconds(), rate.getAsDouble(), counts)
        : Map.of();
  }
}
