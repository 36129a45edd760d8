package dev.tare.stats;

import java.util.Arrays;

/**
 * Mean and variance of a sample, to the last bit the same whatever the order of its values.
 *
 * @param n how many values, at least 1
 * @param mean their mean, in the values' unit
 * @param variance the unbiased sample variance, in the unit squared; NaN where n is 1
 */
record Moments(int n, double mean, double variance) {
  static Moments of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no values");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double first = sorted[0];
    // The smallest value is taken off first, so that equal values have a variance of exactly 0.
    double sum = 0;
    for (double value : sorted) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("not finite: " + value);
      }
      sum += value - first;
    }
    double shift = sum / sorted.length;
    double squares = 0;
    for (double value : sorted) {
      double deviation = value - first - shift;
      squares += deviation * deviation;
    }
    double variance = sorted.length > 1 ? squares / (sorted.length - 1) : Double.NaN;
    return new Moments(sorted.length, first + shift, variance);
  }

  /** The square of the mean's standard error; NaN where n is 1. */
  double squaredError() {
    return variance / n;
  }
}
