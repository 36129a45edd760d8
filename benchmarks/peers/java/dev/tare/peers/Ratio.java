package dev.tare.peers;

import dev.tare.result.Direction;
import dev.tare.stats.Comparison;
import dev.tare.stats.Interval;
import dev.tare.stats.Paired;
import java.util.List;

/**
 * Describes how fast ours is, the peer's speed being 1: the geometric mean over the pairs.
 *
 * @param mean 1 or more: ours is at least as fast
 * @param low lower end of the 95 % interval, of a paired t on the logs
 * @param high upper end of the 95 % interval
 */
record Ratio(double mean, double low, double high) {
  static Ratio of(List<Pair> pairs, Direction direction) {
    double[] ours = pairs.stream().mapToDouble(pair -> Math.log(pair.ours())).toArray();
    double[] peer = pairs.stream().mapToDouble(pair -> Math.log(pair.peer())).toArray();
    Comparison comparison =
        direction == Direction.HIGHER ? Paired.compare(peer, ours) : Paired.compare(ours, peer);
    Interval interval = comparison.ratioCi95();
    return new Ratio(comparison.ratio(), interval.low(), interval.high());
  }
}
