package dev.tare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerTest {
  private static final Tau TAU = Tau.uncalibrated(.03);

  @ParameterizedTest
  @CsvSource({"6, .02", "10, .01", "10, .04", "40, .01"})
  void theSmallestDetectableChangeIsFoundByTheWholeRuleInEightOfTen(int forks, double cv) {
    double change = Power.detectable(forks, cv, Family.SINGLE, TAU);
    assertThat(change).isGreaterThan(.03);
    SplittableRandom random = new SplittableRandom(8);
    Bench bench = new Bench(Shape.NORMAL, cv, 0);
    int found = 0;
    for (int i = 0; i < 2000; i++) {
      double[][] a = bench.forks(random, forks, 0);
      double[][] b = bench.forks(random, forks, Math.log1p(change));
      Comparison c = Pipeline.TARE.compare(a, b);
      Judgement judgement = Verdicts.decide(c, c.p(), Family.SINGLE, TAU, Quality.GOOD);
      found += judgement.verdict() == Verdict.REGRESSED ? 1 : 0;
    }
    assertThat(found / 2000.).isBetween(.77, .88);
  }

  @Test
  void nothingSmallerThanTauIsFoundHoweverManyTheForks() {
    assertThat(Power.detectable(100_000, .01, Family.SINGLE, TAU)).isBetween(.03, .0301);
    Comparison quiet = Welch.compare(new double[] {1, 1, 1, 1, 1}, new double[] {1, 1, 1, 1, 1});
    assertThat(Power.detectable(quiet, Family.SINGLE, TAU).orElseThrow())
        .isCloseTo(.03, within(1e-12));
  }

  @Test
  void whatIsUntestedOrOfTooFewForksHasNoSmallestChange() {
    Comparison one = Welch.compare(new double[] {1}, new double[] {2});
    assertThat(Power.detectable(one, Family.SINGLE, TAU)).isEmpty();
    Comparison four = Welch.compare(new double[] {1, 1, 1, 2}, new double[] {2, 2, 2, 3});
    assertThat(Power.detectable(four, Family.SINGLE, TAU)).isEmpty();
  }

  @Test
  void amongManySeriesFewForksFindOnlyWhatNoModesExplain() {
    Family many = new Family(500, Verdicts.ALPHA);
    assertThat(Power.detectable(5, .001, many, TAU)).isEqualTo(.12);
    assertThat(Power.detectable(8, .001, many, TAU)).isLessThan(.04);
    assertThat(Power.forksNeeded(.001, 8, many, TAU, 0)).isEqualTo(8);
  }

  @Test
  void noFewerForksThanAVerdictNeeds() {
    assertThat(Power.forksNeeded(0, 8, Family.SINGLE, TAU, 0))
        .isEqualTo(Verdicts.MIN_FORKS_FOR_CHANGE);
  }

  @Test
  void aSpreadFromFewForksIsReckonedLarger() {
    int fromFew = Power.forksNeeded(.03, 8, Family.SINGLE, TAU, 0);
    int fromMany = Power.forksNeeded(.03, 800, Family.SINGLE, TAU, 0);
    assertThat(fromFew).isGreaterThan(fromMany);
    assertThat(Power.forksNeeded(.03, 0, Family.SINGLE, TAU, 0)).isLessThanOrEqualTo(fromMany);
  }

  @Test
  void whatNoNumberOfForksFindsIsANumberBeyondUse() {
    assertThat(Power.forksNeeded(1e3, 8, Family.SINGLE, TAU, 0)).isGreaterThan(1_000_000);
  }
}
