package dev.tare.stats;

import java.util.Arrays;
import java.util.Optional;

/**
 * The figure over the forks of one side: the score, wherever it stands.
 *
 * @param value in the forks' unit: the geometric mean of their summaries, or the plain mean where
 *     one of them is 0 or less; NaN where there is none
 * @param ci95 its 95 % interval by Student's t on the logarithms; absent with one fork, and where a
 *     fork summary is 0 or less
 * @param cv standard deviation of the logarithms of the fork summaries, a fraction; NaN where
 *     unknown
 * @param forks how many there are
 */
public record ForkScore(double value, Optional<Interval> ci95, double cv, int forks) {
  /** Returns that of one summary each. */
  public static ForkScore of(double[] summaries) {
    if (summaries.length == 0 || !isPositive(summaries)) {
      double mean = Arrays.stream(summaries).average().orElse(Double.NaN);
      return new ForkScore(mean, Optional.empty(), Double.NaN, summaries.length);
    }
    GeometricMean mean = GeometricMean.of(Arrays.stream(summaries).map(Math::log).toArray());
    Optional<Interval> ci95 =
        Optional.of(mean.ci95()).filter(known -> mean.forks() > 1 && known.bounded());
    return new ForkScore(mean.value(), ci95, mean.cv(), mean.forks());
  }

  /** Tells whether all are above 0 and finite: only then there are ratios. */
  public static boolean isPositive(double[] summaries) {
    return Arrays.stream(summaries)
        .allMatch(value -> value > 0 && value < Double.POSITIVE_INFINITY);
  }
}
