package dev.tare.stats;

/**
 * Holds what ranks say of a difference.
 *
 * @param d the Hodges-Lehmann estimate of B minus A
 * @param p exact, two-sided, 0 to 1
 * @param ci95 the 95 % interval that belongs to the test; unbounded where so few forks have none
 */
public record RankTest(double d, double p, Interval ci95) {
  /** Returns the test with its sign turned, exactly. */
  RankTest negated() {
    return new RankTest(0 - d, p, ci95.negated());
  }

  /**
   * Reads it from sorted differences: their median, and the interval without so many at each end.
   */
  static RankTest of(double[] sorted, double p, int cut) {
    int n = sorted.length;
    double d = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    boolean known = cut > 0 && 2 * cut <= n;
    Interval ci95 = known ? new Interval(sorted[cut - 1], sorted[n - cut]) : Interval.UNBOUNDED;
    return new RankTest(d, p, ci95);
  }
}
