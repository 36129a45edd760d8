package dev.tare.stats;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The interval of a merged percentile, for reports: whole forks are drawn with replacement, and the
 * expanded percentile interval is taken (Hesterberg 2015, "What teachers should know about the
 * bootstrap"), because the plain one is too narrow with few forks. Never gated.
 */
public final class PercentileBootstrap {
  /** Is how many samples are drawn. */
  public static final int RESAMPLES = 9999;

  /** Is the least: with fewer forks the interval is unbounded. */
  public static final int MIN_FORKS = 3;

  private PercentileBootstrap() {}

  /**
   * The 95 % interval of the mean of the forks' percentiles, in their unit; unbounded below three
   * forks. The same seed gives the same interval.
   *
   * @param forkPercentiles the same percentile of each fork, each from the fork's own histogram
   * @param seed where the random numbers start
   */
  public static Interval ci95(double[] forkPercentiles, long seed) {
    return ci95(forkPercentiles, indices(seed));
  }

  /** Draws an index below its argument, each as likely as any other. */
  static IntUnaryOperator indices(long seed) {
    return new SplittableRandom(seed)::nextInt;
  }

  static Interval ci95(double[] forkPercentiles, IntUnaryOperator indexBelow) {
    int n = forkPercentiles.length;
    if (n < MIN_FORKS) {
      return Interval.UNBOUNDED;
    }
    double[] means = new double[RESAMPLES];
    for (int b = 0; b < RESAMPLES; b++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += forkPercentiles[indexBelow.applyAsInt(n)];
      }
      means[b] = sum / n;
    }
    Arrays.sort(means);
    double tail = tail(n);
    return new Interval(quantile(means, tail), quantile(means, 1 - tail));
  }

  /** Phi(-sqrt(n/(n-1)) t(.975, n-1)): the share cut off at each end, 0 to .025. */
  static double tail(int n) {
    double expansion = Math.sqrt((double) n / (n - 1)) * StudentT.critical(.025, n - 1);
    return NormalDistribution.of(0, 1).cumulativeProbability(-expansion);
  }

  /** The value at rank p(B + 1), between neighbours in proportion, never beyond the ends. */
  private static double quantile(double[] sorted, double p) {
    double rank = Math.min(Math.max(p * (sorted.length + 1), 1), sorted.length);
    int below = (int) rank;
    double low = sorted[below - 1];
    return below == sorted.length ? low : low + (rank - below) * (sorted[below] - low);
  }
}
