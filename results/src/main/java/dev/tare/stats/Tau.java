package dev.tare.stats;

import java.util.Optional;

/**
 * Is the smallest change that matters, for one benchmark in one environment.
 *
 * @param asked what was asked for, or 3 %: only a change that is surely smaller is no change, so
 *     that noise never becomes proof of none
 * @param value as a fraction, at least {@code asked}: what the place can show decides what counts
 *     as worse
 * @param calibrated whether the noise of both sides' places is in it
 */
public record Tau(double asked, double value, boolean calibrated) {
  /** 3 %: below this no change counts, however quiet the host. */
  public static final double FLOOR = .03;

  /** So many forks of the same thing make a calibration. */
  public static final int MIN_CALIBRATION_FORKS = 20;

  public Tau {
    if (!(asked > 0 && value >= asked)) {
      throw new IllegalArgumentException("tau has to be above 0: " + asked + ", " + value);
    }
  }

  /** Holds for a place without a calibration. */
  public static Tau uncalibrated(double asked) {
    return new Tau(asked, asked, false);
  }

  /**
   * Is max(asked, 3 SD sqrt(1/n + 1/m)), n and m forks a side, with the SD of the louder side.
   *
   * @param asked the smallest change that matters to who asks
   * @param logsA ln of the fork summaries of an A/A calibration of A's benchmark and environment;
   *     absent where there is none, and of no use with fewer than 20 forks
   * @param forksA forks of A in the comparison, at least 1
   * @param logsB the same of B
   * @param forksB forks of B
   */
  public static Tau of(
      double asked, Optional<double[]> logsA, int forksA, Optional<double[]> logsB, int forksB) {
    Optional<double[]> a = logsA.filter(Tau::isEnough);
    Optional<double[]> b = logsB.filter(Tau::isEnough);
    double louder = Math.max(spread(a), spread(b));
    double shown = 3 * louder * Math.sqrt(1.0 / forksA + 1.0 / forksB);
    return new Tau(asked, Math.max(asked, shown), a.isPresent() && b.isPresent());
  }

  private static boolean isEnough(double[] logs) {
    return logs.length >= MIN_CALIBRATION_FORKS;
  }

  private static double spread(Optional<double[]> logs) {
    return logs.map(known -> Math.sqrt(Moments.of(known).variance())).orElse(0.0);
  }
}
