package dev.tare.stats;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Percentiles of single values with intervals that assume no distribution: two of the values
 * themselves, of which the binomial distribution says how surely the percentile lies between them.
 */
public final class OrderStatistics {
  private static final double TAIL = 0.025;
  private static final double HALF = 0.5;

  private final double[] sorted;

  /**
   * @param values independent of each other
   */
  public OrderStatistics(double[] values) {
    sorted = values.clone();
    Arrays.sort(sorted);
  }

  /**
   * Is a percentile.
   *
   * @param quantile as a fraction, above 0 and below 1
   * @param value the smallest that so large a part of the values does not exceed; the median of an
   *     even number lies half way between the two in the middle
   * @param ci95 covers it in at least 95 of 100 samples
   */
  public record Percentile(double quantile, double value, Interval ci95) {}

  /**
   * Finds a percentile.
   *
   * @param quantile as a fraction, above 0 and below 1
   * @return absent below the number of values that an interval takes: 6 for the median, 72 for the
   *     95th percentile, 368 for the 99th
   */
  public Optional<Percentile> percentile(double quantile) {
    int n = sorted.length;
    if (n == 0) {
      return Optional.empty();
    }
    BinomialDistribution below = BinomialDistribution.of(n, quantile);
    int low = 0;
    while (low < n && below.cumulativeProbability(low) <= TAIL) {
      low++;
    }
    int high = n;
    while (high > 0 && below.survivalProbability(high - 1) <= TAIL) {
      high--;
    }
    // The percentile is below the value of rank r with the probability that fewer than r lie below.
    boolean bounded = low >= 1 && high < n;
    return bounded
        ? Optional.of(
            new Percentile(quantile, at(quantile), new Interval(sorted[low - 1], sorted[high])))
        : Optional.empty();
  }

  /**
   * Finds the smallest value that so large a part of the values does not exceed, of however few;
   * the median of an even number lies half way between the two in the middle.
   *
   * @param quantile as a fraction, above 0 and below 1
   * @return absent where there are none
   */
  public OptionalDouble value(double quantile) {
    return sorted.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(at(quantile));
  }

  private double at(double quantile) {
    if (quantile == HALF) {
      return Outliers.median(sorted);
    }
    int rank = (int) Math.ceil(quantile * sorted.length - 1e-9);
    return sorted[Math.max(1, rank) - 1];
  }
}
