package dev.tare.stats;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.statistics.distribution.TDistribution;

/** The two uses that are made of Student's t. */
final class StudentT {
  /** Whole degrees of freedom come back in every series of as many forks. */
  private static final Map<Quantile, Double> WHOLE = new ConcurrentHashMap<>();

  private record Quantile(double tail, double df) {}

  private StudentT() {}

  /** The probability of a statistic at least as far from 0, on either side. */
  static double twoSided(double statistic, double df) {
    return Math.min(1, 2 * TDistribution.of(df).survivalProbability(Math.abs(statistic)));
  }

  /** The value that a share of {@code tail} lies above, such as .025 for a 95 % interval. */
  static double critical(double tail, double df) {
    return df == Math.rint(df)
        ? WHOLE.computeIfAbsent(new Quantile(tail, df), StudentT::solve)
        : solve(new Quantile(tail, df));
  }

  private static double solve(Quantile quantile) {
    return TDistribution.of(quantile.df()).inverseSurvivalProbability(quantile.tail());
  }
}
