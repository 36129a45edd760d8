package dev.tare.experiment;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How far a list of steps of known weight is, and how long the rest will take. */
public final class Progress {
  private final Listener listener;
  private final LongSupplier clock;
  private final double total;
  private final long startNs;
  private double done;

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

  /** A step begins. */
  public void begin(String what) {
    long spentNs = clock.getAsLong() - startNs;
    long leftNs = done > 0 ? (long) (spentNs / done * Math.max(0, total - done)) : 0;
    double share = total > 0 ? Math.min(1, done / total) : 1;
    listener.step(what, share, Duration.ofNanos(leftNs));
  }

  /** Something that people should know, one line. */
  public void note(String line) {
    listener.note(line);
  }

  /** Something that is as it should be, one line. */
  void say(String line) {
    listener.say(line);
  }

  /** A step has ended, or is left out. */
  public void end(double weight) {
    done += weight;
  }
}
