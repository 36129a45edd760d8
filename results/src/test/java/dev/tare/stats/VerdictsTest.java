package dev.tare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictsTest {
  private static final double TAU = .03;
  private static final double T = Math.log1p(TAU);
  private static final double JUST = 1e-9;

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
  void exactlyTauIsEnoughAndLessIsNot() {
    assertThat(decide(T, .001, 0).verdict()).isEqualTo(Verdict.REGRESSED);
    assertThat(decide(-T, .001, 0).verdict()).isEqualTo(Verdict.IMPROVED);
    assertThat(decide(T - JUST, .001, 0)).isEqualTo(Judgement.inconclusive(Reason.WIDE));
    assertThat(decide(JUST - T, .001, 0)).isEqualTo(Judgement.inconclusive(Reason.WIDE));
  }

  @Test
  void noChangeNeedsTheWholeIntervalInside() {
    double half = StudentT.critical(.05, 18) * .001;
    assertThat(decide(T - half - JUST, .001, 0).verdict()).isEqualTo(Verdict.NO_CHANGE);
    assertThat(decide(T - half + JUST, .001, 0).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void fewerThanThreeForksGiveNoVerdictHoweverLargeTheChange(int forks) {
    double[] few = new double[forks];
    double[] many = {9, 9.01, 9.02, 9.03};
    Judgement none = Judgement.inconclusive(Reason.TOO_FEW_FORKS);
    assertThat(decide(Welch.compare(few, many), 0, Quality.GOOD)).isEqualTo(none);
    assertThat(decide(Welch.compare(many, few), 0, Quality.GOOD)).isEqualTo(none);
    assertThat(decide(Welch.compare(new double[3], many), 0, Quality.GOOD).verdict())
        .isEqualTo(Verdict.REGRESSED);
  }

  @Test
  void noiseForbidsAnyVerdict() {
    Quality noisy = new Quality(true, true);
    Judgement judgement = Judgement.inconclusive(Reason.NOISY);
    assertThat(decide(comparison(.5, .001), 0, noisy)).isEqualTo(judgement);
    assertThat(decide(comparison(0, .001), 1, noisy)).isEqualTo(judgement);
    assertThat(decide(Welch.compare(new double[2], new double[2]), 0, noisy)).isEqualTo(judgement);
  }

  @Test
  void unsteadyForksExplainWhatIsUndecidedAndNothingElse() {
    Quality unsteady = new Quality(false, true);
    assertThat(decide(comparison(.01, .05), 1, unsteady))
        .isEqualTo(Judgement.inconclusive(Reason.NOT_STEADY));
    assertThat(decide(comparison(.5, .001), 0, unsteady).verdict()).isEqualTo(Verdict.REGRESSED);
    assertThat(decide(comparison(0, .001), 1, unsteady).verdict()).isEqualTo(Verdict.NO_CHANGE);
  }

  @Test
  void aTopUpWantsAFourthOfTheLevel() {
    Comparison slower = comparison(.05, .02);
    assertThat(Verdicts.decide(slower, .0125, TopUp.ALPHA, TAU, Quality.GOOD).verdict())
        .isEqualTo(Verdict.REGRESSED);
    assertThat(Verdicts.decide(slower, .0126, TopUp.ALPHA, TAU, Quality.GOOD).verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void forksWithoutAnyNoiseAreJudgedBySizeAlone() {
    double[] a = {7, 7, 7};
    assertThat(decide(Welch.compare(a, new double[] {7, 7, 7}), 1, Quality.GOOD).verdict())
        .isEqualTo(Verdict.NO_CHANGE);
    assertThat(decide(Welch.compare(a, new double[] {7.1, 7.1, 7.1}), 0, Quality.GOOD).verdict())
        .isEqualTo(Verdict.REGRESSED);
    assertThat(decide(Welch.compare(a, new double[] {7.01, 7.01, 7.01}), 0, Quality.GOOD).verdict())
        .isEqualTo(Verdict.NO_CHANGE);
  }

  @Test
  void tauHasToBeAboveZero() {
    assertThatThrownBy(() -> Verdicts.decide(comparison(0, 1), 1, Verdicts.ALPHA, 0, Quality.GOOD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tau");
  }

  @Test
  void aReasonBelongsToInconclusiveAlone() {
    assertThatThrownBy(() -> Judgement.of(Verdict.INCONCLUSIVE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Judgement.of(Verdict.MISSING).reason()).isEmpty();
  }

  @Test
  void onlyTheUndecidedIsToppedUpAndOnlyFourTimes() {
    Judgement wide = Judgement.inconclusive(Reason.WIDE);
    assertThat(TopUp.wanted(wide, 1)).isTrue();
    assertThat(TopUp.wanted(wide, 3)).isTrue();
    assertThat(TopUp.wanted(wide, 4)).isFalse();
    assertThat(TopUp.wanted(Judgement.of(Verdict.REGRESSED), 1)).isFalse();
    assertThat(TopUp.wanted(Judgement.of(Verdict.NO_CHANGE), 1)).isFalse();
  }

  private static Judgement decide(double d, double se, double q) {
    return decide(comparison(d, se), q, Quality.GOOD);
  }

  private static Judgement decide(Comparison comparison, double q, Quality quality) {
    return Verdicts.decide(comparison, q, Verdicts.ALPHA, TAU, quality);
  }

  private static Comparison comparison(double d, double se) {
    return Comparison.of(Comparison.Method.WELCH, 10, 10, d, se, 18);
  }
}
