package dev.tare.stats;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.statistics.distribution.TDistribution;

/** The two uses that are made of Student's t. */
final class StudentT {
  /** Whole degrees of freedom come back in every series of as many forks. */
  private static final Map<Quantile, Double> WHOLE = new ConcurrentHashMap<>();

  private static final int SAFE_START = 3;
  private static final int NEWTON_STEPS = 3;

  private record Quantile(double tail, double df) {}

  private StudentT() {}

  /** Returns the probability of a statistic at least as far from 0, on either side. */
  static double twoSided(double statistic, double df) {
    return Math.min(1, 2 * TDistribution.of(df).survivalProbability(Math.abs(statistic)));
  }

  /** The value that a share of {@code tail} lies above, such as .025 for a 95 % interval. */
  static double critical(double tail, double df) {
    return df == Math.rint(df)
        ? WHOLE.computeIfAbsent(new Quantile(tail, df), StudentT::solve)
        : between(tail, df);
  }

  /**
   * Newton's method from between the two whole neighbours, which are known: the start is off by
   * less than 1 %, each step squares that.
   */
  private static double between(double tail, double df) {
    double below = Math.floor(df);
    if (below < SAFE_START) {
      return solve(new Quantile(tail, df));
    }
    double weight = (1 / below - 1 / df) * below * (below + 1);
    double x = critical(tail, below) * (1 - weight) + critical(tail, below + 1) * weight;
    TDistribution t = TDistribution.of(df);
    for (int step = 0; step < NEWTON_STEPS; step++) {
      x += (t.survivalProbability(x) - tail) / t.density(x);
    }
    return x;
  }

  private static double solve(Quantile quantile) {
    return TDistribution.of(quantile.df()).inverseSurvivalProbability(quantile.tail());
  }
}
