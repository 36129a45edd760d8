package dev.tare.bench.capture;

import dev.tare.result.Metric;
import dev.tare.result.OperationMetrics;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Describes what one benchmark thread measured in one iteration. Written by that thread alone, read
 * by the profiler after JMH has joined it.
 */
final class ThreadRecord {
  private static final long HOUR_NS = 3_600_000_000_000L;

  private final Histogram latencies = emptyHistogram();
  private final Map<Metric, Double> rates = new LinkedHashMap<>();
  private final Map<Metric, Double> counts = new LinkedHashMap<>();
  private final Map<Metric, DoubleSummaryStatistics> means = new LinkedHashMap<>();
  private final Map<Metric, Double> largest = new LinkedHashMap<>();
  private final Map<OperationMetrics, Histogram> kinds = new LinkedHashMap<>();
  private final Map<Double, Long> late = new LinkedHashMap<>();
  private final CpuTime cpuTime = new CpuTime();
  private long timedNs;

  /** A histogram of the range that all latencies are kept in: 1 ns to 1 hour, 3 digits. */
  static Histogram emptyHistogram() {
    return new Histogram(1, HOUR_NS, 3);
  }

  void addLatency(long ns) {
    latencies.recordValue(Math.max(1, Math.min(ns, HOUR_NS)));
  }

  void addTimed(long ns) {
    timedNs += ns;
  }

  void addRate(Metric metric, double amount) {
    rates.merge(metric, amount, Double::sum);
  }

  void addCount(Metric metric, double amount) {
    counts.merge(metric, amount, Double::sum);
  }

  void addMean(Metric metric, double value) {
    means.computeIfAbsent(metric, m -> new DoubleSummaryStatistics()).accept(value);
  }

  void addLargest(Metric metric, double value) {
    largest.merge(metric, value, Math::max);
  }

  void addKind(OperationMetrics kind, long ns) {
    kinds
        .computeIfAbsent(kind, any -> emptyHistogram())
        .recordValue(Math.max(1, Math.min(ns, HOUR_NS)));
  }

  Map<OperationMetrics, Histogram> kinds() {
    return kinds;
  }

  void late(double quantile, long ns) {
    late.merge(quantile, ns, Math::max);
  }

  Map<Double, Long> late() {
    return late;
  }

  CpuTime cpuTime() {
    return cpuTime;
  }

  void reset() {
    latencies.reset();
    rates.clear();
    counts.clear();
    means.clear();
    largest.clear();
    late.clear();
    kinds.values().forEach(Histogram::reset);
    timedNs = 0;
  }

  void addLatenciesTo(Histogram sum) {
    sum.add(latencies);
  }

  /** Adds this thread's figures to the iteration's: rates per second of timed time, and counts. */
  void addFiguresTo(Map<Metric, Double> sums) {
    double seconds = timedNs / 1e9;
    if (seconds > 0) {
      rates.forEach((metric, amount) -> sums.merge(metric, amount / seconds, Double::sum));
    }
    counts.forEach((metric, amount) -> sums.merge(metric, amount, Double::sum));
    largest.forEach((metric, value) -> sums.merge(metric, value, Math::max));
  }

  /** Adds what this thread's operations had. */
  void addMeansTo(Map<Metric, DoubleSummaryStatistics> all) {
    means.forEach(
        (metric, own) ->
            all.computeIfAbsent(metric, m -> new DoubleSummaryStatistics()).combine(own));
  }
}
