package dev.tare.bench.capture;

import dev.tare.result.Metric;
import dev.tare.result.OperationMetrics;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import org.HdrHistogram.Histogram;

/** The records of this fork's benchmark threads, merged when an iteration ends. */
final class ForkRecord {
  private static final int CLOCK_READS_PER_OPERATION = 20;
  private static final List<ThreadRecord> THREADS = new CopyOnWriteArrayList<>();

  private ForkRecord() {}

  static ThreadRecord newThread() {
    ThreadRecord thread = new ThreadRecord();
    THREADS.add(thread);
    return thread;
  }

  /**
   * Tells whether an operation of that length may be timed alone; marks the fork where it may not.
   */
  static boolean isTimeable(double meanNs) {
    boolean timeable = meanNs >= CLOCK_READS_PER_OPERATION * Clock.calibrated().latencyNs();
    if (!timeable) {
      Clock.markLimited();
    }
    return timeable;
  }

  /** The merged latencies of the iteration that just ended; empty where none was timed. */
  static Histogram latencies() {
    Histogram sum = ThreadRecord.emptyHistogram();
    THREADS.forEach(thread -> thread.addLatenciesTo(sum));
    return sum;
  }

  /** Adds the latencies of each kind of operation, of the iteration that just ended. */
  static void addKindsTo(Map<OperationMetrics, Histogram> all) {
    for (ThreadRecord thread : THREADS) {
      thread
          .kinds()
          .forEach(
              (kind, own) ->
                  all.computeIfAbsent(kind, any -> ThreadRecord.emptyHistogram()).add(own));
    }
  }

  /**
   * Tells how late clients were in the iteration that just ended, ns by quantile: the latest of
   * them.
   */
  static Map<Double, Long> late() {
    Map<Double, Long> latest = new LinkedHashMap<>();
    THREADS.forEach(
        thread -> thread.late().forEach((quantile, ns) -> latest.merge(quantile, ns, Math::max)));
    return latest;
  }

  /** The figures of the iteration that just ended: sums, largest values, and means. */
  static Map<Metric, Double> figures() {
    Map<Metric, Double> figures = new LinkedHashMap<>();
    Map<Metric, DoubleSummaryStatistics> means = new LinkedHashMap<>();
    for (ThreadRecord thread : THREADS) {
      thread.addFiguresTo(figures);
      thread.addMeansTo(means);
    }
    means.forEach((metric, all) -> figures.put(metric, all.getAverage()));
    return figures;
  }

  /**
   * The CPU time of one operation of the iteration that just ended, ns: of all threads together, as
   * the score is. Absent where no thread computed, or one does not know its time.
   */
  static OptionalDouble cpuTimeNs() {
    List<CpuTime> threads = THREADS.stream().map(ThreadRecord::cpuTime).toList();
    double usedNs = threads.stream().mapToDouble(CpuTime::usedNs).sum();
    double operations = threads.stream().mapToDouble(CpuTime::operations).sum();
    return !threads.isEmpty() && threads.stream().allMatch(CpuTime::isKnown)
        ? OptionalDouble.of(usedNs / operations)
        : OptionalDouble.empty();
  }

  /**
   * Forgets the threads of a benchmark that has ended: without forks the next one shares this JVM.
   */
  static void clear() {
    THREADS.clear();
  }
}
