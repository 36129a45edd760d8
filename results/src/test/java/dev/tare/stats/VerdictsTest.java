package dev.tare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.result.Judging;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictsTest {
  private static final Tau TAU = Tau.uncalibrated(.03);
  private static final double T = Math.log1p(.03);
  private static final double JUST = 1e-9;
  private static final Quality NOISY = new Quality(true, true);
  private static final Quality UNSTEADY = new Quality(false, true);

  /** Ten forks a side: the 90 % interval is d +- 1.734 se. */
  @ParameterizedTest
  @CsvSource({
    " 0.05,  0.001, .05, REGRESSED",
    "-0.05,  0.001, .05, IMPROVED",
    " 0.05,  0.020, .05, REGRESSED",
    " 0.05,  0.020, .0500001, INCONCLUSIVE",
    " 0.00,  0.001, 1, NO_CHANGE",
    " 0.02,  0.001, 0, NO_CHANGE",
    "-0.02,  0.001, 0, NO_CHANGE",
    " 0.00,  0.018, 1, INCONCLUSIVE",
    " 0.028, 0.002, 0, INCONCLUSIVE",
    "-0.028, 0.002, 0, INCONCLUSIVE",
  })
  void theTableOfVerdicts(double d, double se, double q, Verdict verdict) {
    assertThat(decide(d, se, q).verdict()).isEqualTo(verdict);
  }

  @Test
  void exactlyTauIsEnoughAndAClearChangeBelowItIsSaid() {
    assertThat(decide(T, .001, 0).verdict()).isEqualTo(Verdict.REGRESSED);
    assertThat(decide(-T, .001, 0).verdict()).isEqualTo(Verdict.IMPROVED);
    assertThat(decide(T - JUST, .001, 0)).isEqualTo(Judgement.inconclusive(Reason.BELOW_TAU));
    assertThat(decide(JUST - T, .001, 0)).isEqualTo(Judgement.inconclusive(Reason.BELOW_TAU));
  }

  @Test
  void noChangeNeedsTheWholeIntervalInside() {
    double half = StudentT.critical(.05, 18) * .001;
    assertThat(decide(T - half - JUST, .001, 0).verdict()).isEqualTo(Verdict.NO_CHANGE);
    assertThat(decide(T - half + JUST, .001, 0).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void aPlaceThatShowsLittleRaisesWhatCountsAndNotWhatIsNoChange() {
    Tau calibrated = new Tau(.03, .13, true);
    Comparison five = comparison(.05, .001);
    assertThat(decide(five, 0, Family.SINGLE, calibrated, Quality.GOOD))
        .isEqualTo(Judgement.inconclusive(Reason.BELOW_TAU));
    assertThat(decide(comparison(0, .03), 1, Family.SINGLE, calibrated, Quality.GOOD).verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(decide(comparison(.14, .03), 0, Family.SINGLE, calibrated, NOISY).verdict())
        .isEqualTo(Verdict.REGRESSED);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void fewerThanThreeForksGiveNoVerdictHoweverLargeTheChange(int forks) {
    double[] few = new double[forks];
    double[] many = {9, 9.01, 9.02, 9.03, 9.04};
    Judgement none = Judgement.inconclusive(Reason.TOO_FEW_FORKS);
    assertThat(decide(Welch.compare(few, many), 0)).isEqualTo(none);
    assertThat(decide(Welch.compare(many, few), 0)).isEqualTo(none);
    assertThat(decide(Welch.compare(few, few), 1)).isEqualTo(none);
  }

  @Test
  void threeForksCanShowThatNothingChangedAndFiveThatSomethingDid() {
    double[] three = {1, 1.0001, 1.0002};
    double[] five = {1, 1.0001, 1.0002, 1.0001, 1};
    assertThat(decide(Welch.compare(three, five), 1).verdict()).isEqualTo(Verdict.NO_CHANGE);
    double[] slower = {2, 2.0001, 2.0002, 2.0001, 2};
    assertThat(decide(Welch.compare(three, slower), 0))
        .isEqualTo(Judgement.inconclusive(Reason.TOO_FEW_FORKS));
    assertThat(decide(Welch.compare(five, slower), 0).verdict()).isEqualTo(Verdict.REGRESSED);
    assertThat(decide(Welch.compare(slower, five), 0).verdict()).isEqualTo(Verdict.IMPROVED);
  }

  /** 1 + log2(50/.05) = 10.97 forks of both sides, 1 + log2(500/.05) = 14.3. */
  @ParameterizedTest
  @CsvSource({
    "1, 5, .05, REGRESSED",
    "49, 5, .05, INCONCLUSIVE",
    "25, 5, .05, REGRESSED",
    "50, 5, .05, INCONCLUSIVE",
    "50, 6, .05, REGRESSED",
    "500, 7, .05, INCONCLUSIVE",
    "500, 8, .05, REGRESSED",
    "500, 5, .12, REGRESSED",
    "500, 5, -.12, IMPROVED",
    "500, 5, .113, INCONCLUSIVE",
  })
  void amongManySeriesASmallChangeTakesMoreForks(int series, int forks, double d, Verdict verdict) {
    Comparison c = Comparison.of(false, forks, forks, d, .001, 2 * forks - 2);
    Judgement judgement = decide(c, 0, new Family(series, Verdicts.ALPHA), TAU, Quality.GOOD);
    assertThat(judgement.verdict()).isEqualTo(verdict);
    if (verdict == Verdict.INCONCLUSIVE) {
      assertThat(judgement.reason()).contains(Reason.TOO_FEW_FORKS);
    }
  }

  @Test
  void noiseExplainsAWideIntervalAndDecidesNothing() {
    assertThat(decide(comparison(.5, .001), 0, NOISY).verdict()).isEqualTo(Verdict.REGRESSED);
    assertThat(decide(comparison(-.5, .001), 0, NOISY).verdict()).isEqualTo(Verdict.IMPROVED);
    assertThat(decide(comparison(0, .001), 1, NOISY).verdict()).isEqualTo(Verdict.NO_CHANGE);
    assertThat(decide(comparison(.01, .05), 1, NOISY))
        .isEqualTo(Judgement.inconclusive(Reason.NOISY));
    assertThat(decide(Welch.compare(new double[2], new double[2]), 0, NOISY))
        .isEqualTo(Judgement.inconclusive(Reason.TOO_FEW_FORKS));
  }

  @Test
  void unsteadyForksExplainWhatIsUndecidedAndNothingElse() {
    assertThat(decide(comparison(.01, .05), 1, UNSTEADY))
        .isEqualTo(Judgement.inconclusive(Reason.NOT_STEADY));
    assertThat(decide(comparison(.01, .05), 1, Quality.GOOD))
        .isEqualTo(Judgement.inconclusive(Reason.WIDE));
    assertThat(decide(comparison(.5, .001), 0, UNSTEADY).verdict()).isEqualTo(Verdict.REGRESSED);
    assertThat(decide(comparison(0, .001), 1, UNSTEADY).verdict()).isEqualTo(Verdict.NO_CHANGE);
  }

  @Test
  void eachOfFourLooksWantsAFourthOfTheLevelForEveryVerdict() {
    Family look = new Family(1, Verdicts.ALPHA / Judging.LOOKS);
    Comparison slower = comparison(.05, .02);
    assertThat(decide(slower, .0125, look, TAU, Quality.GOOD).verdict())
        .isEqualTo(Verdict.REGRESSED);
    assertThat(decide(slower, .0126, look, TAU, Quality.GOOD).verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
    double half = StudentT.critical(.0125, 18) * .005;
    Comparison inside = comparison(T - half - JUST, .005);
    assertThat(decide(inside, 1, look, TAU, Quality.GOOD).verdict()).isEqualTo(Verdict.NO_CHANGE);
    Comparison outside = comparison(T - half + JUST, .005);
    assertThat(decide(outside, 1, look, TAU, Quality.GOOD).verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(decide(outside, 1, Family.SINGLE, TAU, Quality.GOOD).verdict())
        .isEqualTo(Verdict.NO_CHANGE);
  }

  @Test
  void countsAreJudgedByTheirDifference() {
    Comparison two = comparison(2, .1);
    assertThat(Verdicts.ofDifference(two, 0, Family.SINGLE, TAU, Quality.GOOD, 1).verdict())
        .isEqualTo(Verdict.REGRESSED);
    assertThat(Verdicts.ofDifference(two, 0, Family.SINGLE, TAU, Quality.GOOD, 3).verdict())
        .isEqualTo(Verdict.NO_CHANGE);
  }

  @Test
  void forksWithoutAnyNoiseAreJudgedBySizeAlone() {
    double[] a = {7, 7, 7, 7, 7};
    assertThat(decide(Welch.compare(a, a), 1).verdict()).isEqualTo(Verdict.NO_CHANGE);
    double[] slower = {7.1, 7.1, 7.1, 7.1, 7.1};
    assertThat(decide(Welch.compare(a, slower), 0).verdict()).isEqualTo(Verdict.REGRESSED);
    double[] same = {7.01, 7.01, 7.01, 7.01, 7.01};
    assertThat(decide(Welch.compare(a, same), 0).verdict()).isEqualTo(Verdict.NO_CHANGE);
  }

  @Test
  void aReasonBelongsToInconclusiveAlone() {
    assertThatThrownBy(() -> Judgement.of(Verdict.INCONCLUSIVE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Judgement.of(Verdict.MISSING).reason()).isEmpty();
  }

  private static Judgement decide(double d, double se, double q) {
    return decide(comparison(d, se), q);
  }

  private static Judgement decide(Comparison comparison, double q) {
    return decide(comparison, q, Quality.GOOD);
  }

  private static Judgement decide(Comparison comparison, double q, Quality quality) {
    return decide(comparison, q, Family.SINGLE, TAU, quality);
  }

  private static Judgement decide(
      Comparison comparison, double q, Family family, Tau tau, Quality quality) {
    return Verdicts.decide(comparison, q, family, tau, quality);
  }

  private static Comparison comparison(double d, double se) {
    return Comparison.of(false, 10, 10, d, se, 18);
  }
}
