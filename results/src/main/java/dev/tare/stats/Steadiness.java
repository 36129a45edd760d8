package dev.tare.stats;

/**
 * Says whether values still moved inside the forks: warm-up that went on, or a machine that heats
 * up.
 */
public final class Steadiness {
  /** Forks with fewer iterations have no slope with an error. */
  public static final int MIN_ITERATIONS = 3;

  private static final double MOST_UNSTEADY = .2;
  private static final double ONE_SIDED = .05;

  private Steadiness() {}

  /**
   * Is the least-squares line of ln(value) over the iteration's number, from the first to the last
   * iteration: its change, and that change's standard error. NaN where there are fewer than three
   * iterations, or one is not above 0.
   */
  record Change(double value, double error) {
    private static final Change NONE = new Change(Double.NaN, Double.NaN);

    static Change of(double[] iterations) {
      int n = iterations.length;
      if (n < MIN_ITERATIONS) {
        return NONE;
      }
      double[] logs = new double[n];
      double mean = 0;
      for (int i = 0; i < n; i++) {
        logs[i] = iterations[i] > 0 ? Math.log(iterations[i]) : Double.NaN;
        mean += logs[i] / n;
      }
      double middle = (n - 1) / 2.0;
      double product = 0;
      double squares = 0;
      for (int i = 0; i < n; i++) {
        product += (i - middle) * logs[i];
        squares += (i - middle) * (i - middle);
      }
      double slope = product / squares;
      double residuals = 0;
      for (int i = 0; i < n; i++) {
        double off = logs[i] - mean - slope * (i - middle);
        residuals += off * off;
      }
      double error = Math.sqrt(residuals / (n - 2) / squares);
      return new Change(slope * (n - 1), error * (n - 1));
    }

    boolean known() {
      return Double.isFinite(value) && Double.isFinite(error);
    }
  }

  /** Returns how far the values of one fork moved, as a logarithm; NaN as {@link Change} says. */
  static double change(double[] iterations) {
    return Change.of(iterations).value();
  }

  /**
   * Tells whether the change over a fork, up or down, exceeds tau/2 by more than its own standard
   * error allows (one-sided 5 %), in more than 20 % of the forks that have one. False where none
   * has.
   *
   * @param forks the iterations of each fork of both sides, in the order in which they ran
   * @param tau the smallest change that matters, as a fraction
   */
  public static boolean unsteady(double[][] forks, double tau) {
    int judged = 0;
    int moving = 0;
    for (double[] fork : forks) {
      Change change = Change.of(fork);
      if (change.known()) {
        judged++;
        double luck = StudentT.critical(ONE_SIDED, fork.length - 2) * change.error();
        moving += Math.abs(change.value()) > tau / 2 + luck ? 1 : 0;
      }
    }
    return moving > MOST_UNSTEADY * judged;
  }
}
