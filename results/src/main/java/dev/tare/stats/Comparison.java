package dev.tare.stats;

import java.util.Optional;

/**
 * The difference between two sides, B minus A, with what is known about it. Between logarithms of
 * fork summaries it is the logarithm of a ratio; between plain values, an absolute difference. Two
 * tests look at it where both exist: outlying forks and spiky iterations cost Student's t its
 * power, forks in two modes cost ranks their own. The test with the smaller p gives the figures.
 *
 * @param blocks whether it is of differences within blocks
 * @param forksA how many forks of A took part, at least 1; blocks, where paired
 * @param forksB how many forks of B took part, at least 1; blocks, where paired
 * @param mean mean(B) - mean(A): what t is about
 * @param se the standard error of {@code mean}, at least 0; NaN where a side has one fork
 * @param df degrees of freedom; NaN where a side has one fork
 * @param tP two-sided p by t, 0 to 1; NaN where a side has one fork
 * @param ranks what ranks say; absent where only t was asked
 * @param figuresOfT whether t gives the figures although ranks may have the smaller p: it is t that
 *     says that nothing changed
 */
public record Comparison(
    boolean blocks,
    int forksA,
    int forksB,
    double mean,
    double se,
    double df,
    double tP,
    Optional<RankTest> ranks,
    boolean figuresOfT) {

  /** Says which test the figures come from. */
  public enum Method {
    /** Is Welch's t on independent forks. */
    WELCH,
    /** Is one-sample t on the differences within blocks. */
    PAIRED,
    /** Ranks of independent forks; the figure is Hodges and Lehmann's. */
    MANN_WHITNEY,
    /** Ranks of the differences within blocks; the figure is Hodges and Lehmann's. */
    WILCOXON
  }

  /** Finds it by t alone, from a difference, its standard error and its degrees of freedom. */
  static Comparison of(boolean blocks, int forksA, int forksB, double mean, double se, double df) {
    if (!Double.isFinite(se)) {
      double none = Double.NaN;
      return new Comparison(
          blocks, forksA, forksB, mean, none, none, none, Optional.empty(), false);
    }
    double p = mean == 0 ? 1 : 0;
    if (se > 0) {
      p = StudentT.twoSided(mean / se, df);
    }
    return new Comparison(blocks, forksA, forksB, mean, se, df, p, Optional.empty(), false);
  }

  /** Returns the same with what ranks say; without, where t could not be tested. */
  Comparison with(RankTest other) {
    return tested()
        ? new Comparison(blocks, forksA, forksB, mean, se, df, tP, Optional.of(other), false)
        : this;
  }

  /** Returns the same with the figures of t, and the p of both tests. */
  public Comparison ofT() {
    return new Comparison(blocks, forksA, forksB, mean, se, df, tP, ranks, true);
  }

  /** Tells whether there is a p-value and an interval: two forks a side, or two blocks. */
  public boolean tested() {
    return !Double.isNaN(tP);
  }

  /** Tells whether the sides differ and no fork does: no noise to compare with, p = 0. */
  public boolean degenerate() {
    return se == 0 && mean != 0;
  }

  /**
   * Two-sided probability of such a difference without a cause, 0 to 1: min(1, 2 min) where two
   * tests looked; NaN where a side has one fork.
   */
  public double p() {
    return ranks.map(one -> Math.min(1, 2 * Math.min(tP, one.p()))).orElse(tP);
  }

  public Method method() {
    return chosen().isPresent()
        ? blocks ? Method.WILCOXON : Method.MANN_WHITNEY
        : blocks ? Method.PAIRED : Method.WELCH;
  }

  /** The difference by the test with the smaller p; a tie is t's. */
  public double d() {
    return chosen().map(RankTest::d).orElse(mean);
  }

  /**
   * Holds the 95 % confidence interval of d, by the same test; d alone where degenerate, unbounded
   * where untested.
   */
  public Interval ci95() {
    return chosen().map(RankTest::ci95).orElseGet(() -> byT(.025));
  }

  /**
   * The interval by t around {@link #mean()}, whichever test gives the figures: what says that
   * nothing changed.
   *
   * @param tail the share that lies outside, on either side: .05 for 90 %
   */
  public Interval byT(double tail) {
    if (!tested()) {
      return Interval.UNBOUNDED;
    }
    return Interval.around(mean, se > 0 ? StudentT.critical(tail, df) * se : 0);
  }

  /** exp(d), where d is between logarithms: how many times A's value B's is. */
  public double ratio() {
    return Math.exp(d());
  }

  /** Returns the 95 % interval of {@link #ratio()}; 0 to infinity where untested. */
  public Interval ratioCi95() {
    return ci95().exp();
  }

  /**
   * Returns the same comparison with its sign turned, exactly: how a metric of which more is better
   * becomes one where a positive difference means worse.
   */
  public Comparison negated() {
    return new Comparison(
        blocks, forksA, forksB, 0 - mean, se, df, tP, ranks.map(RankTest::negated), figuresOfT);
  }

  /** Returns the ranks where they give the figures: t gives them where ranks have no interval. */
  private Optional<RankTest> chosen() {
    return ranks.filter(one -> !figuresOfT && one.p() < tP && one.ci95().bounded());
  }
}
