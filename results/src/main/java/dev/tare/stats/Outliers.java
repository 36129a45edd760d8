package dev.tare.stats;

import java.util.Arrays;
import java.util.OptionalInt;

/** Names a fork that lies far off the others of its side. It is named, never left out. */
public final class Outliers {
  /** Is the least: with fewer forks there is no telling which of them is off. */
  public static final int MIN_FORKS = 5;

  /** So many deviations off the middle; the median absolute deviation is scaled to a normal's. */
  private static final double FAR = 5;

  private static final double NORMAL_MAD = 1.4826;

  private Outliers() {}

  /**
   * The fork that lies farthest off the median of a side, where that is far: more than five robust
   * standard deviations, and more than what matters.
   *
   * @param logs ln of the fork summaries of one side
   * @param tau the smallest change that matters, a fraction
   * @return its index; absent where there is none
   */
  public static OptionalInt of(double[] logs, double tau) {
    if (logs.length < MIN_FORKS) {
      return OptionalInt.empty();
    }
    double middle = median(logs);
    double[] off = Arrays.stream(logs).map(value -> Math.abs(value - middle)).toArray();
    double limit = Math.max(FAR * NORMAL_MAD * median(off), Math.log1p(tau));
    int farthest = 0;
    for (int i = 1; i < off.length; i++) {
      farthest = off[i] > off[farthest] ? i : farthest;
    }
    return off[farthest] > limit ? OptionalInt.of(farthest) : OptionalInt.empty();
  }

  /** The middle value, or the mean of the two middle ones. */
  public static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
