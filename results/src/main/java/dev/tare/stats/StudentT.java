package dev.tare.stats;

import org.apache.commons.statistics.distribution.TDistribution;

/** The two uses that are made of Student's t. */
final class StudentT {
  private StudentT() {}

  /** The probability of a statistic at least as far from 0, on either side. */
  static double twoSided(double statistic, double df) {
    return Math.min(1, 2 * TDistribution.of(df).survivalProbability(Math.abs(statistic)));
  }

  /** The value that a share of {@code tail} lies above, such as .025 for a 95 % interval. */
  static double critical(double tail, double df) {
    return TDistribution.of(df).inverseSurvivalProbability(tail);
  }
}
