package dev.tare.stats;

/**
 * The difference between two sides, B minus A, with what is known about it. Between logarithms of
 * fork summaries it is the logarithm of a ratio; between plain values, an absolute difference.
 *
 * @param method which test it comes from
 * @param forksA how many forks of A took part, at least 1; blocks, where paired
 * @param forksB how many forks of B took part, at least 1; blocks, where paired
 * @param d mean(B) - mean(A)
 * @param se the standard error of d, at least 0; NaN where a side has one fork
 * @param df degrees of freedom; NaN where a side has one fork
 * @param p two-sided probability of such a difference without a cause, 0 to 1; NaN where a side has
 *     one fork
 * @param ci95 95 % confidence interval of d; unbounded where a side has one fork
 * @param ci90 90 % confidence interval of d; unbounded where a side has one fork
 * @param degenerate whether the sides differ and no fork does: no noise to compare with, p = 0
 */
public record Comparison(
    Method method,
    int forksA,
    int forksB,
    double d,
    double se,
    double df,
    double p,
    Interval ci95,
    Interval ci90,
    boolean degenerate) {

  /** Which test a comparison comes from. */
  public enum Method {
    /** Welch's t on independent forks. */
    WELCH,
    /** One-sample t on the differences within blocks. */
    PAIRED
  }

  /** Builds a comparison from a difference, its standard error and its degrees of freedom. */
  static Comparison of(Method method, int forksA, int forksB, double d, double se, double df) {
    double half95 = 0;
    double half90 = 0;
    double p = d == 0 ? 1 : 0;
    if (se > 0) {
      p = StudentT.twoSided(d / se, df);
      half95 = StudentT.critical(.025, df) * se;
      half90 = StudentT.critical(.05, df) * se;
    }
    Interval ci95 = Interval.around(d, half95);
    Interval ci90 = Interval.around(d, half90);
    boolean degenerate = se == 0 && d != 0;
    return new Comparison(method, forksA, forksB, d, se, df, p, ci95, ci90, degenerate);
  }

  /** A difference of which nothing else is known, because a side has only one fork. */
  static Comparison untested(Method method, int forksA, int forksB, double d) {
    double none = Double.NaN;
    Interval all = Interval.UNBOUNDED;
    return new Comparison(method, forksA, forksB, d, none, none, none, all, all, false);
  }

  /** Whether there is a p-value and an interval: two forks a side, or two blocks. */
  public boolean tested() {
    return !Double.isNaN(p);
  }

  /** exp(d), where d is between logarithms: how many times A's value B's is. */
  public double ratio() {
    return Math.exp(d);
  }

  /** The 95 % interval of {@link #ratio()}; 0 to infinity where untested. */
  public Interval ratioCi95() {
    return ci95.exp();
  }

  /**
   * The same comparison with its sign turned, exactly: how a metric of which more is better becomes
   * one where a positive difference means worse.
   */
  public Comparison negated() {
    return new Comparison(
        method, forksA, forksB, 0 - d, se, df, p, ci95.negated(), ci90.negated(), degenerate);
  }
}
