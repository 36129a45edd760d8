package dev.tare.bench.capture;

import dev.tare.probe.Durations;
import dev.tare.probe.Probe;
import dev.tare.result.Metric;
import dev.tare.result.OperationMetrics;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Runs a probe's batches for one benchmark thread and keeps the duration of every operation.
 *
 * <p>The C loop leaves the durations off the heap; they are drained into the thread's histogram
 * after the invocation, which JMH does not time. Where operations are shorter than 20 clock reads
 * (the clock of a guest may cost 2 us) only the batch is timed, by JMH, and the fork is marked
 * TIMER_LIMITED.
 */
@State(Scope.Thread)
public class Timed {
  private final ThreadRecord record = ForkRecord.newThread();
  private Durations durations;
  private int pending;
  private Probe used;
  private int next;
  private boolean each;

  /**
   * Makes one invocation of a benchmark: a batch of operations.
   *
   * @param operations the benchmark's constant batch, its {@code @OperationsPerInvocation}
   * @return the probe's result, to be returned or checked
   */
  public long batch(Probe probe, int operations) {
    if (used == null) {
      decide(probe, operations);
    }
    long start = System.nanoTime();
    long result = each ? probe.batch(operations, durations) : probe.batch(operations);
    record.addTimed(System.nanoTime() - start);
    pending = each ? operations : 0;
    return result;
  }

  /**
   * Returns the same for a benchmark that only computes and never waits: each iteration emits,
   * besides, the CPU time that an operation took.
   */
  public long compute(Probe probe, int operations) {
    record.cpuTime().add(operations);
    return batch(probe, operations);
  }

  /**
   * Adds to a figure that is a rate: each iteration emits, summed over the threads, the amount per
   * second of time spent in {@link #batch}.
   *
   * @param amount in the metric's unit times seconds
   */
  public void rate(Metric metric, double amount) {
    record.addRate(metric, amount);
  }

  /** Adds to a figure that is a count: each iteration emits the sum over the threads. */
  public void count(Metric metric, double amount) {
    record.addCount(metric, amount);
  }

  /** Adds to a figure that each operation has: each iteration emits the mean over them. */
  public void mean(Metric metric, double value) {
    record.addMean(metric, value);
  }

  /** Does the same for a figure of which an iteration emits the largest. */
  public void largest(Metric metric, double value) {
    record.addLargest(metric, value);
  }

  /** Adds the duration of an operation that no probe's batch is. */
  public void operation(long ns) {
    record.addLatency(ns);
    record.addTimed(ns);
  }

  /**
   * Adds an operation that was meant to start at a given time, of which its latency counts.
   *
   * @param timedNs what the thread spent on it, waiting for that time included
   */
  public void operation(long latencyNs, long timedNs) {
    record.addLatency(latencyNs);
    record.addTimed(timedNs);
  }

  /**
   * Adds the duration of a part of an operation, or of one beside them, that is told by its kind:
   * the fork emits their mean and a percentile.
   */
  public void kind(OperationMetrics kind, long ns) {
    record.addKind(kind, ns);
  }

  /** Adds an operation that this thread computed, whose CPU time is emitted besides. */
  public void computed(long ns) {
    record.cpuTime().add(1);
    operation(ns);
  }

  /**
   * Tells how late the client itself was in this iteration, in an open loop: where that is a
   * quarter of the fork's percentile or more, the percentile is left out.
   *
   * @param quantile of both, such as 0.99
   */
  public void late(double quantile, long ns) {
    record.late(quantile, ns);
  }

  /** Before each iteration: starts it with an empty record. */
  @Setup(Level.Iteration)
  public void startIteration() {
    record.reset();
    record.cpuTime().begin();
  }

  /** Runs after each iteration, in the thread that ran it. */
  @TearDown(Level.Iteration)
  public void endIteration() {
    record.cpuTime().end();
  }

  /**
   * Runs after each invocation, untimed: moves the batch's durations into the histogram, and makes
   * the probe ready for the next.
   */
  @TearDown(Level.Invocation)
  public void drain() {
    if (pending > 0) {
      durations.forEach(pending, record::addLatency);
      pending = 0;
    }
    if (used != null) {
      used.prepare(next);
    }
  }

  private void decide(Probe probe, int operations) {
    used = probe;
    next = operations;
    probe.prepare(operations);
    if (probe.batchOnly()) {
      return;
    }
    durations = new Durations(operations);
    long start = System.nanoTime();
    probe.batch(operations);
    each = ForkRecord.isTimeable((double) (System.nanoTime() - start) / operations);
    probe.prepare(operations);
  }
}
