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
    int pooled = 0;
    for (int i = 0; i < groups.length; i++) {
      value += weights[i] * groups[i].mean();
      squaredError += part(weights[i], groups[i]);
      pooled += groups[i].n() - 1;
    }
    double spread = 0;
    for (int i = 0; i < groups.length; i++) {
      double share = part(weights[i], groups[i]) / squaredError;
      spread += share * share / (groups[i].n() - 1);
    }
    double df = squaredError == 0 ? pooled : 1 / spread;
    return new Contrast(value, Math.sqrt(squaredError), df);
  }

  private static double part(int weight, Moments group) {
    return (double) weight * weight * group.squaredError();
  }
}
