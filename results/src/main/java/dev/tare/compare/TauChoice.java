package dev.tare.compare;

import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.stats.Tau;

/**
 * Says which change is the smallest that matters: what was asked for, or what the places can show.
 */
final class TauChoice {
  private final Run runA;
  private final Run runB;
  private final CompareOptions options;

  TauChoice(Run runA, Run runB, CompareOptions options) {
    this.runA = runA;
    this.runB = runB;
    this.options = options;
  }

  /** Returns the one that holds where a series does not say otherwise. */
  Tau usual() {
    return Tau.uncalibrated(options.tau().orElse(Tau.FLOOR));
  }

  /**
   * Chooses for one pair of series.
   *
   * @param forksA forks of A that take part, from 0
   * @param forksB forks of B
   */
  Tau of(Series a, Series b, int forksA, int forksB) {
    double asked = options.tau(a.key());
    return forksA == 0 || forksB == 0
        ? Tau.uncalibrated(asked)
        : Tau.of(
            asked,
            options.calibrations().logs(runA, a),
            forksA,
            options.calibrations().logs(runB, b),
            forksB);
  }
}
