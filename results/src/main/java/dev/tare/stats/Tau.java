package dev.tare.stats;

/**
 * The smallest change that matters, for one benchmark in one environment.
 *
 * @param value as a fraction, above 0: .03 for 3 %
 * @param calibrated whether the host's own noise is in it; without that, output says UNCALIBRATED
 */
public record Tau(double value, boolean calibrated) {
  /** 3 %: below this no change counts, however quiet the host. */
  public static final double FLOOR = .03;

  /** So many forks of the same thing make a calibration. */
  public static final int MIN_CALIBRATION_FORKS = 20;

  public Tau {
    if (!(value > 0)) {
      throw new IllegalArgumentException("tau has to be above 0: " + value);
    }
  }

  /** The floor, for a host without a calibration. */
  public static Tau uncalibrated() {
    return new Tau(FLOOR, false);
  }

  /**
   * max(3 %, 3 SD sqrt(2/n)), n forks a side; for sides of n and m forks sqrt(1/n + 1/m) stands in
   * the place of sqrt(2/n). Uncalibrated where the calibration has fewer than 20 forks.
   *
   * @param sameLogs ln of the fork summaries of an A/A calibration: same benchmark, same
   *     environment
   * @param forksA forks on one side of the comparison to come, at least 1
   * @param forksB forks on the other
   */
  public static Tau calibrated(double[] sameLogs, int forksA, int forksB) {
    return calibrated(sameLogs, forksA, sameLogs, forksB);
  }

  /**
   * The same for sides in two environments, each with a calibration of its own: max(3 %, 3
   * sqrt(varA/nA + varB/nB)).
   */
  public static Tau calibrated(double[] logsA, int forksA, double[] logsB, int forksB) {
    if (Math.min(logsA.length, logsB.length) < MIN_CALIBRATION_FORKS) {
      return uncalibrated();
    }
    double variance = Moments.of(logsA).variance() / forksA + Moments.of(logsB).variance() / forksB;
    return new Tau(Math.max(FLOOR, 3 * Math.sqrt(variance)), true);
  }
}
