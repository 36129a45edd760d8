package dev.tare.stats;

/** Is the rule that turns a comparison into a verdict. */
public final class Verdicts {
  /** The largest adjusted p-value that counts as a change, where there is one look. */
  public static final double ALPHA = .05;

  /** Is the least: with fewer forks on a side there is no verdict. */
  public static final int MIN_FORKS = 3;

  /**
   * Is the least for a change: with fewer forks on a side nothing is called worse or better, and
   * tables say few forks.
   */
  public static final int MIN_FORKS_FOR_CHANGE = 5;

  private Verdicts() {}

  /**
   * Decides on one series.
   *
   * @param oriented the comparison on the LOG scale, turned so that a positive difference is worse
   * @param q its p-value, adjusted over the family; 1 where it is not in it
   * @param tau the smallest change that matters
   */
  public static Judgement decide(
      Comparison oriented, double q, Family family, Tau tau, Quality quality) {
    double matters = Math.log1p(tau.value());
    boolean large = Math.abs(oriented.d()) >= matters;
    return decide(oriented, q, family, tau, quality, large, Math.log1p(tau.asked()));
  }

  /**
   * Returns the same of plain differences, for what has values of 0 or less.
   *
   * @param oriented a comparison of plain values
   * @param matters the smallest difference that matters, in their unit, above 0
   */
  public static Judgement ofDifference(
      Comparison oriented, double q, Family family, Tau tau, Quality quality, double matters) {
    boolean large = Math.abs(oriented.d()) >= matters;
    return decide(oriented, q, family, tau, quality, large, matters);
  }

  private static Judgement decide(
      Comparison oriented,
      double q,
      Family family,
      Tau tau,
      Quality quality,
      boolean large,
      double nothing) {
    int fewer = Math.min(oriented.forksA(), oriented.forksB());
    if (fewer < MIN_FORKS) {
      return Judgement.inconclusive(Reason.TOO_FEW_FORKS);
    }
    boolean clear = q <= family.alpha();
    if (clear && large) {
      int both = oriented.forksA() + oriented.forksB();
      boolean enough =
          fewer >= MIN_FORKS_FOR_CHANGE && both >= family.forksOfBoth(oriented.d(), tau.value());
      return enough
          ? Judgement.of(oriented.d() > 0 ? Verdict.REGRESSED : Verdict.IMPROVED)
          : Judgement.inconclusive(Reason.TOO_FEW_FORKS);
    }
    if (oriented.byT(family.alpha()).within(nothing)) {
      return Judgement.of(Verdict.NO_CHANGE);
    }
    return Judgement.inconclusive(why(fewer, clear, quality));
  }

  private static Reason why(int fewer, boolean clear, Quality quality) {
    if (fewer < MIN_FORKS_FOR_CHANGE) {
      return Reason.TOO_FEW_FORKS;
    }
    if (clear) {
      return Reason.BELOW_TAU;
    }
    if (quality.noisy()) {
      return Reason.NOISY;
    }
    return quality.unsteady() ? Reason.NOT_STEADY : Reason.WIDE;
  }
}
