package dev.tare.stats;

/**
 * A weighted sum of the means of independent groups, its standard error and Welch-Satterthwaite
 * degrees of freedom (Welch 1947). No group is assumed to vary as much as another.
 *
 * @param value the sum
 * @param se its standard error, at least 0; NaN where a group has one value
 * @param df degrees of freedom; NaN where a group has one value
 */
record Contrast(double value, double se, double df) {
  static Contrast of(int[] weights, Moments... groups) {
    double value = 0;
    double squaredError = 0;
    double denominator = 0;
    int pooled = 0;
    for (int i = 0; i < groups.length; i++) {
      Moments group = groups[i];
      double part = (double) weights[i] * weights[i] * group.squaredError();
      value += weights[i] * group.mean();
      squaredError += part;
      denominator += part * part / (group.n() - 1);
      pooled += group.n() - 1;
    }
    double df = squaredError == 0 ? pooled : squaredError * squaredError / denominator;
    return new Contrast(value, Math.sqrt(squaredError), df);
  }
}
