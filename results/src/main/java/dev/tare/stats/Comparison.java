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
    if (!Double.isFinite(se)) {
      return untested(method, forksA, forksB, d);
    }
    double p = d == 0 ? 1 : 0;
    if (se > 0) {
      p = StudentT.twoSided(d / se, df);
    }
    return new Comparison(method, forksA, forksB, d, se, df, p, se == 0 && d != 0);
  }

  private static Comparison untested(Method method, int forksA, int forksB, double d) {
    double none = Double.NaN;
    return new Comparison(method, forksA, forksB, d, none, none, none, false);
  }

  /** Whether there is a p-value and an interval: two forks a side, or two blocks. */
  public boolean tested() {
    return !Double.isNaN(p);
  }

  /** 95 % confidence interval of d; d alone where degenerate, unbounded where untested. */
  public Interval ci95() {
    return interval(.025);
  }

  /** 90 % confidence interval of d; d alone where degenerate, unbounded where untested. */
  public Interval ci90() {
    return interval(.05);
  }

  private Interval interval(double tail) {
    if (!tested()) {
      return Interval.UNBOUNDED;
    }
    return Interval.around(d, se > 0 ? StudentT.critical(tail, df) * se : 0);
  }

  /** exp(d), where d is between logarithms: how many times A's value B's is. */
  public double ratio() {
    return Math.exp(d);
  }

  /** The 95 % interval of {@link #ratio()}; 0 to infinity where untested. */
  public Interval ratioCi95() {
    return ci95().exp();
  }

  /**
   * The same comparison with its sign turned, exactly: how a metric of which more is better becomes
   * one where a positive difference means worse.
   */
  public Comparison negated() {
    return new Comparison(method, forksA, forksB, 0 - d, se, df, p, degenerate);
  }
}
