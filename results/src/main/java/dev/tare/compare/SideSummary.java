package dev.tare.compare;

import dev.tare.stats.GeometricMean;
import dev.tare.stats.Summaries;
import java.util.Arrays;

/**
 * One side of a row.
 *
 * @param value in the row's unit: the geometric mean of the fork summaries, or their mean where one
 *     is 0 or less; NaN where there is none
 * @param cv standard deviation of the logarithms of the fork summaries, a fraction; NaN where
 *     unknown
 * @param forks how many forks took part
 */
public record SideSummary(double value, double cv, int forks) {
  static SideSummary of(double[] values, Summaries.Scale scale) {
    if (values.length > 0 && scale == Summaries.Scale.LOG) {
      GeometricMean mean = GeometricMean.of(values);
      return new SideSummary(mean.value(), mean.cv(), mean.forks());
    }
    double mean = Arrays.stream(values).average().orElse(Double.NaN);
    return new SideSummary(mean, Double.NaN, values.length);
  }
}
