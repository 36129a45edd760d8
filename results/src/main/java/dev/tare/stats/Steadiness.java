package dev.tare.stats;

/**
 * Whether values still moved inside the forks: warm-up that went on, or a machine that heats up.
 */
public final class Steadiness {
  /** Forks with fewer iterations have no slope to speak of. */
  public static final int MIN_ITERATIONS = 3;

  private static final double MOST_UNSTEADY = .2;

  private Steadiness() {}

  /**
   * The least-squares slope of ln(value) over the iteration's number: the relative change from one
   * iteration to the next. NaN where there are fewer than three iterations, or one is not above 0.
   */
  public static double slope(double[] iterations) {
    int n = iterations.length;
    if (n < MIN_ITERATIONS) {
      return Double.NaN;
    }
    double middle = (n - 1) / 2.0;
    double product = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      if (!(iterations[i] > 0)) {
        return Double.NaN;
      }
      product += (i - middle) * Math.log(iterations[i]);
      squares += (i - middle) * (i - middle);
    }
    return product / squares;
  }

  /**
   * Whether the slope is steeper than tau/2, up or down, in more than 20 % of the forks that have
   * one. False where none has.
   *
   * @param forks the kept iterations of each fork of one side, in the order in which they ran
   * @param tau the smallest change that matters, as a fraction
   */
  public static boolean unsteady(double[][] forks, double tau) {
    int judged = 0;
    int moving = 0;
    for (double[] fork : forks) {
      double slope = slope(fork);
      if (!Double.isNaN(slope)) {
        judged++;
        moving += Math.abs(slope) > tau / 2 ? 1 : 0;
      }
    }
    return moving > MOST_UNSTEADY * judged;
  }
}
