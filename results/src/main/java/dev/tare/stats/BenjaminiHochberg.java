package dev.tare.stats;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Keeps the share of false alarms among all alarms down when many series are judged at once
 * (Benjamini and Hochberg 1995).
 */
public final class BenjaminiHochberg {
  private BenjaminiHochberg() {}

  /**
   * The adjusted values q, in the order of p: a series is an alarm at level alpha where q is at
   * most alpha.
   *
   * @param p one p-value for each series of the family, 0 to 1; all gated series that were tested
   *     belong to it, report-only metrics do not
   */
  public static double[] adjust(double[] p) {
    int m = p.length;
    Integer[] largestFirst = new Integer[m];
    for (int i = 0; i < m; i++) {
      if (!(p[i] >= 0 && p[i] <= 1)) {
        throw new IllegalArgumentException("not a probability: " + p[i]);
      }
      largestFirst[i] = i;
    }
    Arrays.sort(largestFirst, Comparator.comparingDouble((Integer i) -> p[i]).reversed());
    double[] q = new double[m];
    double least = 1;
    for (int k = 0; k < m; k++) {
      int rank = m - k;
      least = Math.min(least, p[largestFirst[k]] * m / rank);
      q[largestFirst[k]] = least;
    }
    return q;
  }
}
