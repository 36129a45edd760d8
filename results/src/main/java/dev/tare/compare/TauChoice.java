package dev.tare.compare;

import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.stats.Tau;
import java.util.Optional;

/** Which change is the smallest that matters: what was asked for, or what the places can show. */
final class TauChoice {
  private final Run runA;
  private final Run runB;
  private final CompareOptions options;

  TauChoice(Run runA, Run runB, CompareOptions options) {
    this.runA = runA;
    this.runB = runB;
    this.options = options;
  }

  /** Where a series does not say otherwise. */
  Tau usual() {
    return options.tau().isPresent()
        ? new Tau(options.tau().getAsDouble(), true)
        : Tau.uncalibrated();
  }

  /**
   * For one pair of series.
   *
   * @param forksA forks of A that take part, from 0
   * @param forksB forks of B
   */
  Tau of(Series a, Series b, int forksA, int forksB) {
    if (options.tau().isPresent() || forksA == 0 || forksB == 0) {
      return usual();
    }
    Optional<double[]> logsA = options.calibrations().logs(runA, a);
    Optional<double[]> logsB = options.calibrations().logs(runB, b);
    return logsA.isPresent() && logsB.isPresent()
        ? Tau.calibrated(logsA.get(), forksA, logsB.get(), forksB)
        : usual();
  }
}
