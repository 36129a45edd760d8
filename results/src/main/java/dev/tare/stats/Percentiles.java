package dev.tare.stats;

/** Says which percentiles a sample is large enough for. */
public final class Percentiles {
  /** So many values have to lie above a percentile. */
  public static final int MIN_ABOVE = 100;

  /** Lies far below one value, far above the rounding of n(1 - q). */
  private static final double ROUNDING = 1e-6;

  private Percentiles() {}

  /**
   * Tells whether n(1 - q) >= 100: below that a percentile of one fork is the luck of a few values.
   *
   * @param samples how many values the fork recorded, at least 0
   * @param quantile as a fraction, 0 to 1: .99 for p99
   */
  public static boolean admissible(long samples, double quantile) {
    if (!(quantile >= 0 && quantile <= 1)) {
      throw new IllegalArgumentException("not a quantile: " + quantile);
    }
    return samples * (1 - quantile) >= MIN_ABOVE - ROUNDING;
  }

  /**
   * Returns how many values a percentile takes at least.
   *
   * @param quantile as a fraction, 0 to below 1
   */
  public static long least(double quantile) {
    return (long) Math.ceil(MIN_ABOVE / (1 - quantile) - ROUNDING);
  }
}
