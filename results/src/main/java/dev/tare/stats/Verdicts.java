package dev.tare.stats;

/** The rule that turns a comparison into a verdict. */
public final class Verdicts {
  /** The largest adjusted p-value that counts as a change, where no top-up is planned. */
  public static final double ALPHA = .05;

  /** With fewer forks on a side there is no verdict. */
  public static final int MIN_FORKS = 3;

  private Verdicts() {}

  /**
   * Decides on one series.
   *
   * @param oriented the comparison on the LOG scale, turned so that a positive difference is worse
   * @param q its p-value, adjusted over the family of gated series; ignored where it is untested
   * @param alpha the largest q that counts: {@link #ALPHA}, or {@link TopUp#ALPHA} in every look of
   *     a run that may be topped up
   * @param tau the smallest change that matters, as a fraction above 0: .03 for 3 %
   * @param quality what speaks against the forks
   */
  public static Judgement decide(
      Comparison oriented, double q, double alpha, double tau, Quality quality) {
    if (!(tau > 0)) {
      throw new IllegalArgumentException("tau has to be above 0: " + tau);
    }
    // Noise first: where it took the forks, a quiet host is the remedy, not more of them.
    if (quality.noisy()) {
      return Judgement.inconclusive(Reason.NOISY);
    }
    if (Math.min(oriented.forksA(), oriented.forksB()) < MIN_FORKS) {
      return Judgement.inconclusive(Reason.TOO_FEW_FORKS);
    }
    double threshold = Math.log1p(tau);
    if (q <= alpha && Math.abs(oriented.d()) >= threshold) {
      return Judgement.of(oriented.d() > 0 ? Verdict.REGRESSED : Verdict.IMPROVED);
    }
    if (oriented.ci90().within(threshold)) {
      return Judgement.of(Verdict.NO_CHANGE);
    }
    return Judgement.inconclusive(quality.unsteady() ? Reason.NOT_STEADY : Reason.WIDE);
  }
}
