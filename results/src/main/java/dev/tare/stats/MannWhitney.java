package dev.tare.stats;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.PValueMethod;

/**
 * Ranks of independent forks (Mann and Whitney 1947), with the estimate and the interval of Hodges
 * and Lehmann 1963: an outlying fork costs it nothing.
 */
final class MannWhitney {
  /**
   * Is the most: with more forks on a side the exact distribution is normal to all that is printed.
   */
  static final int MOST_EXACT = 50;

  private static final double TAIL = .025;
  private static final double Z = NormalDistribution.of(0, 1).inverseSurvivalProbability(TAIL);

  private MannWhitney() {}

  /**
   * Compares two sides; direction as in {@link Welch#compare}.
   *
   * @param a at least one value, all finite
   * @param b the same
   */
  static RankTest compare(double[] a, double[] b) {
    int n = a.length;
    int m = b.length;
    if (Math.max(n, m) > MOST_EXACT) {
      return asymptotic(a, b);
    }
    double[] all = Arrays.copyOf(a, n + m);
    System.arraycopy(b, 0, all, n, m);
    RankScores ranks = RankScores.of(all);
    int sum = Arrays.stream(ranks.doubled(), n, n + m).sum();
    double p = RankDistribution.ofSome(ranks, m).twoSided(sum);
    return RankTest.of(differences(a, b), p, cut(n, m));
  }

  private static int cut(int n, int m) {
    int[] untied = new int[n + m];
    Arrays.setAll(untied, i -> 2 * (i + 1));
    RankScores ranks = new RankScores(untied, untied, false);
    return RankDistribution.ofSome(ranks, m).cut(m * (m + 1), TAIL);
  }

  private static RankTest asymptotic(double[] a, double[] b) {
    double n = a.length;
    double m = b.length;
    double p = MannWhitneyUTest.withDefaults().with(PValueMethod.ASYMPTOTIC).test(b, a).getPValue();
    double spread = Math.sqrt(n * m * (n + m + 1) / 12);
    int cut = (int) Math.floor(n * m / 2 - Z * spread);
    return RankTest.of(differences(a, b), Double.isNaN(p) ? 1 : p, cut);
  }

  private static double[] differences(double[] a, double[] b) {
    double[] all = new double[a.length * b.length];
    int next = 0;
    for (double before : a) {
      for (double after : b) {
        all[next++] = after - before;
      }
    }
    Arrays.sort(all);
    return all;
  }
}
