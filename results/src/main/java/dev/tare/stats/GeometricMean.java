package dev.tare.stats;

/**
 * Is one side alone, for tables.
 *
 * @param value the geometric mean of the fork summaries, in their unit, above 0
 * @param ci95 its 95 % confidence interval by Student's t on the logarithms, in the same unit; 0 to
 *     infinity with one fork
 * @param cv standard deviation of the logarithms, which is the coefficient of variation of the fork
 *     summaries as a fraction; NaN with one fork
 * @param forks how many forks, at least 1
 */
public record GeometricMean(double value, Interval ci95, double cv, int forks) {
  /** Returns that of the logarithms of fork summaries, at least one. */
  public static GeometricMean of(double[] logs) {
    Moments moments = Moments.of(logs);
    Interval interval = Interval.UNBOUNDED;
    if (moments.n() > 1) {
      double half = StudentT.critical(.025, moments.n() - 1) * Math.sqrt(moments.squaredError());
      interval = Interval.around(moments.mean(), half);
    }
    double cv = Math.sqrt(moments.variance());
    return new GeometricMean(Math.exp(moments.mean()), interval.exp(), cv, moments.n());
  }
}
