package dev.tare.experiment;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** Describes how far a list of steps of known weight is, and how long the rest will take. */
public final class Progress {
  private final Listener listener;
  private final LongSupplier clock;
  private final long startNs;
  private final AtomicInteger notes = new AtomicInteger();
  private double total;
  private double done;
  private double step;

  /** Is told before each step. */
  @FunctionalInterface
  public interface Listener {
    /**
     * A step begins, or all have ended.
     *
     * @param what it is
     * @param share how much of all weight is done, 0 to 1
     * @param left for the rest, as the steps so far took; 0 before the first has ended
     */
    void step(String what, double share, Duration left);

    /** Tells how far it is within a step. */
    default void within(double share) {}

    /** A benchmark begins, by {@link dev.tare.result.SeriesKey#runId()}. */
    default void doing(String run) {}

    /** Something that people should know, one line. */
    default void note(String line) {}

    /** Something that is as it should be, one line. */
    default void say(String line) {}
  }

  /**
   * Starts now.
   *
   * @param clock ns, of {@link System#nanoTime} but in tests
   * @param total the weight of all steps that are to come; 0 where there are none
   */
  public Progress(Listener listener, LongSupplier clock, double total) {
    this.listener = listener;
    this.clock = clock;
    this.total = total;
    this.startNs = clock.getAsLong();
  }

  void more(double weight) {
    total += weight;
  }

  /**
   * A step begins of which parts are told.
   *
   * @param weight of the step
   * @param rest at most so much time is left for all, where that is given
   */
  public synchronized void begin(String what, double weight, Optional<Duration> rest) {
    long spentNs = clock.getAsLong() - startNs;
    long leftNs = done > 0 ? (long) (spentNs / done * Math.max(0, total - done)) : 0;
    step = rest.isPresent() ? 0 : weight;
    double share =
        rest.map(left -> (double) spentNs / Math.max(1, spentNs + left.toNanos()))
            .orElse(share(done));
    listener.step(what, share, rest.orElse(Duration.ofNanos(leftNs)));
  }

  /** Shows how much of the step is done, 0 to 1. */
  synchronized void part(double share) {
    if (step > 0) {
      listener.within(share(done + share * step));
    }
  }

  void doing(String run) {
    listener.doing(run);
  }

  private double share(double of) {
    return total > 0 ? Math.min(1, of / total) : 1;
  }

  /** Something that people should know, one line. */
  public void note(String line) {
    notes.incrementAndGet();
    listener.note(line);
  }

  int notes() {
    return notes.get();
  }

  void say(String line) {
    listener.say(line);
  }

  /** A step has ended, or is left out. */
  public synchronized void end(double weight) {
    done += weight;
    step = 0;
  }
}
