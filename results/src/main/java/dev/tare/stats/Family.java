package dev.tare.stats;

/**
 * The series that are judged together, and at which level.
 *
 * @param size how many gated series have {@link Verdicts#MIN_FORKS_FOR_CHANGE} forks a side, at
 *     least 1
 * @param alpha the largest q that counts as a change: {@link Verdicts#ALPHA} over the number of
 *     looks
 */
public record Family(int size, double alpha) {
  /** A change of so many tau is no matter of modes. */
  private static final double BEYOND_MODES = 4;

  public Family {
    if (size < 1 || !(alpha > 0 && alpha <= Verdicts.ALPHA)) {
      throw new IllegalArgumentException("size " + size + ", alpha " + alpha);
    }
  }

  /** Is one series, one look. */
  public static final Family SINGLE = new Family(1, Verdicts.ALPHA);

  /**
   * Returns how many forks of both sides together show a change of that size. Forks that all fell
   * into one of two modes agree and make p minute; among many series that happens by chance alone.
   *
   * @param d the change, a logarithm
   * @param tau the smallest change that matters
   */
  double forksOfBoth(double d, double tau) {
    double modes = 1 + Math.log(size / Verdicts.ALPHA) / Math.log(2);
    double least = 2 * Verdicts.MIN_FORKS_FOR_CHANGE;
    return Math.abs(d) < Math.log1p(BEYOND_MODES * tau) ? Math.max(least, modes) : least;
  }
}
