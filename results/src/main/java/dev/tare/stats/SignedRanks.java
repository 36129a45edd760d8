package dev.tare.stats;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.inference.PValueMethod;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;

/**
 * Ranks of the differences within blocks (Wilcoxon 1945), with the estimate of Hodges and Lehmann:
 * the median of the Walsh averages. Differences of 0 tell nothing and have no rank.
 */
final class SignedRanks {
  private static final double TAIL = .025;
  private static final double Z = NormalDistribution.of(0, 1).inverseSurvivalProbability(TAIL);

  private SignedRanks() {}

  /**
   * Returns that of differences, B minus A.
   *
   * @param differences at least one, all finite
   */
  static RankTest of(double[] differences) {
    double[] telling = Arrays.stream(differences).filter(d -> d != 0).toArray();
    boolean exact = differences.length <= MannWhitney.MOST_EXACT;
    double p = telling.length == 0 ? 1 : exact ? exact(telling) : asymptotic(telling);
    return RankTest.of(walsh(differences), p, cut(differences.length, exact));
  }

  private static double exact(double[] telling) {
    RankScores ranks = RankScores.of(Arrays.stream(telling).map(Math::abs).toArray());
    int sum = 0;
    for (int i = 0; i < telling.length; i++) {
      sum += telling[i] > 0 ? ranks.doubled()[i] : 0;
    }
    return RankDistribution.ofSigns(ranks).twoSided(sum);
  }

  private static double asymptotic(double[] telling) {
    return WilcoxonSignedRankTest.withDefaults()
        .with(PValueMethod.ASYMPTOTIC)
        .test(telling)
        .getPValue();
  }

  private static int cut(int n, boolean exact) {
    if (!exact) {
      double pairs = n * (n + 1.0);
      return (int) Math.floor(pairs / 4 - Z * Math.sqrt(pairs * (2.0 * n + 1) / 24));
    }
    int[] untied = new int[n];
    Arrays.setAll(untied, i -> 2 * (i + 1));
    return RankDistribution.ofSigns(new RankScores(untied, untied, false)).cut(0, TAIL);
  }

  private static double[] walsh(double[] differences) {
    int n = differences.length;
    double[] all = new double[n * (n + 1) / 2];
    int next = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i; j < n; j++) {
        all[next++] = (differences[i] + differences[j]) / 2;
      }
    }
    Arrays.sort(all);
    return all;
  }
}
