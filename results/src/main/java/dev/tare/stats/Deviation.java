package dev.tare.stats;

/**
 * Says how far one of many lies off the median of the others, between logarithms.
 *
 * @param d its mean minus that median
 * @param se the standard error of {@code d}: of its own forks, and of the median
 * @param df degrees of freedom of {@code se}
 * @param p the two-sided probability of lying so far off by how much the others differ among
 *     themselves, 0 to 1; NaN where that was not tested
 */
public record Deviation(double d, double se, double df, double p) {
  private static final double TAIL = .025;

  /** Returns one of too few forks for an interval or a test. */
  public static Deviation untested(double d) {
    return new Deviation(d, Double.NaN, Double.NaN, Double.NaN);
  }

  /** Returns how many times the others' median it is. */
  public double ratio() {
    return Math.exp(d);
  }

  /** Returns the 95 % interval of {@link #ratio()}, by Student's t; 0 to infinity where unknown. */
  public Interval ratioCi95() {
    return ci95().exp();
  }

  /** Returns the 95 % interval of {@link #d()}. */
  public Interval ci95() {
    if (!Double.isFinite(se)) {
      return Interval.UNBOUNDED;
    }
    return Interval.around(d, se > 0 ? StudentT.critical(TAIL, df) * se : 0);
  }

  /** Tells whether it was tested. */
  public boolean tested() {
    return !Double.isNaN(p);
  }

  /** Tells whether it is surely not 0, and at least so large. */
  public boolean matters(double least) {
    return Math.abs(d) >= least && !ci95().contains(0);
  }
}
