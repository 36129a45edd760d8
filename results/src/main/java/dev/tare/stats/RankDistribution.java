package dev.tare.stats;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says how often each sum of ranks occurs where nothing but chance decides: the exact permutation
 * distribution, ties included.
 */
final class RankDistribution {
  /** Keeps them by size, where no ranks are tied: the same for every series. */
  private static final Map<List<Integer>, RankDistribution> UNTIED = new ConcurrentHashMap<>();

  private final double[] probability;

  private RankDistribution(double[] probability) {
    this.probability = probability;
  }

  /**
   * Returns that of the sum of the ranks of some of the values, each choice of so many as likely as
   * any other (Mann and Whitney 1947).
   *
   * @param some how many are chosen
   */
  static RankDistribution ofSome(RankScores ranks, int some) {
    return ranks.tied()
        ? some(ranks.sorted(), some)
        : UNTIED.computeIfAbsent(
            List.of(ranks.sorted().length, some), size -> some(ranks.sorted(), some));
  }

  /**
   * Returns that of the sum of the ranks of those above 0, each sign as likely as the other
   * (Wilcoxon 1945).
   */
  static RankDistribution ofSigns(RankScores ranks) {
    return ranks.tied()
        ? signs(ranks.sorted())
        : UNTIED.computeIfAbsent(List.of(ranks.sorted().length), size -> signs(ranks.sorted()));
  }

  private static RankDistribution some(int[] scores, int some) {
    int most = Arrays.stream(scores, scores.length - some, scores.length).sum();
    double[][] ways = new double[some + 1][most + 1];
    ways[0][0] = 1;
    int reached = 0;
    for (int i = 0; i < scores.length; i++) {
      int score = scores[i];
      reached = Math.min(most, reached + score);
      for (int taken = Math.min(some, i + 1); taken > 0; taken--) {
        double[] with = ways[taken];
        double[] without = ways[taken - 1];
        for (int sum = reached; sum >= score; sum--) {
          with[sum] += without[sum - score];
        }
      }
    }
    return new RankDistribution(normalised(ways[some]));
  }

  private static RankDistribution signs(int[] scores) {
    int most = Arrays.stream(scores).sum();
    double[] share = new double[most + 1];
    share[0] = 1;
    int reached = 0;
    for (int score : scores) {
      reached += score;
      for (int sum = reached; sum >= 0; sum--) {
        share[sum] = (share[sum] + (sum >= score ? share[sum - score] : 0)) / 2;
      }
    }
    return new RankDistribution(share);
  }

  private static double[] normalised(double[] ways) {
    double all = Arrays.stream(ways).sum();
    return Arrays.stream(ways).map(one -> one / all).toArray();
  }

  /**
   * The two-sided p: how likely a sum is that lies as far from the mean as this one.
   *
   * @param sum of doubled ranks
   */
  double twoSided(int sum) {
    double mean = 0;
    for (int s = 0; s < probability.length; s++) {
      mean += s * probability[s];
    }
    double far = Math.abs(sum - mean) - .25;
    double p = 0;
    for (int s = 0; s < probability.length; s++) {
      p += Math.abs(s - mean) >= far ? probability[s] : 0;
    }
    return Math.min(1, p);
  }

  /**
   * Returns how many of the differences are cut off at each end of an interval: the most for which
   * the probability of a sum that far from its least is at most a tail's. 0 where no interval is
   * that sure.
   *
   * @param least the least sum, of doubled ranks without ties
   * @param tail the share outside, on either side
   */
  int cut(int least, double tail) {
    double below = 0;
    int cut = 0;
    for (int sum = least; sum < probability.length; sum += 2) {
      below += probability[sum];
      if (below > tail) {
        break;
      }
      cut++;
    }
    return cut;
  }
}
