package dev.tare.peers;

import dev.tare.result.Direction;
import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How fast ours is, the peer's speed being 1: the geometric mean over the pairs.
 *
 * @param mean 1 or more: ours is at least as fast
 * @param low lower end of the 95 % interval
 * @param high upper end of the 95 % interval
 */
record Ratio(double mean, double low, double high) {
  private static final double UPPER = 0.975;

  /** Paired t on the logs of the ratios; needs two pairs. */
  static Ratio of(List<Pair> pairs, Direction direction) {
    int n = pairs.size();
    double[] logs = pairs.stream().mapToDouble(pair -> log(pair, direction)).toArray();
    double mean = java.util.Arrays.stream(logs).sum() / n;
    double squares = java.util.Arrays.stream(logs).map(d -> (d - mean) * (d - mean)).sum();
    double half =
        TDistribution.of(n - 1).inverseCumulativeProbability(UPPER)
            * Math.sqrt(squares / (n - 1) / n);
    return new Ratio(Math.exp(mean), Math.exp(mean - half), Math.exp(mean + half));
  }

  private static double log(Pair pair, Direction direction) {
    double log = Math.log(pair.ours() / pair.peer());
    return direction == Direction.HIGHER ? log : -log;
  }
}
