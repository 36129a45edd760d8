package dev.tare.compare;

import dev.tare.stats.ForkScore;
import dev.tare.stats.Interval;
import java.util.Optional;

/**
 * One figure over the forks of a series, the same wherever it stands.
 *
 * @param value in its owner's unit: the geometric mean of the fork summaries, or their plain mean
 *     where one of them is 0 or less; NaN where there is none
 * @param ci95 its 95 % interval by Student's t on the logarithms; absent with one fork, and where a
 *     fork summary is 0 or less
 * @param cv standard deviation of the logarithms of the fork summaries, a fraction; NaN where
 *     unknown
 * @param forks how many forks took part
 * @param outOf how many forks the benchmark had: more than {@code forks} where some of them could
 *     not give this metric
 */
public record SideSummary(double value, Optional<Interval> ci95, double cv, int forks, int outOf) {
  /** Returns that of one fork summary each. */
  public static SideSummary of(double[] summaries, int outOf) {
    ForkScore score = ForkScore.of(summaries);
    return new SideSummary(
        score.value(), score.ci95(), score.cv(), score.forks(), Math.max(score.forks(), outOf));
  }

  /** Returns of how many forks it is, {@code (1 of 3 forks)}; empty where it is of all of them. */
  public String someForks() {
    return forks < outOf ? "(" + forks + " of " + outOf + " forks)" : "";
  }

  /** Returns the same where its unit says nothing to who reads it. */
  SideSummary unreadable() {
    return new SideSummary(Double.NaN, Optional.empty(), Double.NaN, forks, outOf);
  }

  /** Returns the same in another unit. */
  public SideSummary times(double factor) {
    return factor == 1
        ? this
        : new SideSummary(
            value * factor,
            ci95.map(one -> new Interval(one.low() * factor, one.high() * factor)),
            cv,
            forks,
            outOf);
  }
}
