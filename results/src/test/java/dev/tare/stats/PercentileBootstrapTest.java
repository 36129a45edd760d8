package dev.tare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PercentileBootstrapTest {
  private static final double[] FORKS_NS = {410.3, 402.1, 399.7, 455.2, 405.9, 401.4, 420.8};
  private static final int DRAWS = 100_000;

  @Test
  void theSameSeedGivesTheSameBits() {
    Interval once = PercentileBootstrap.ci95(FORKS_NS, 42);
    assertThat(PercentileBootstrap.ci95(FORKS_NS, 42)).isEqualTo(once);
    assertThat(PercentileBootstrap.ci95(FORKS_NS, 43)).isNotEqualTo(once);
  }

  /** A golden value: the generator's sequence is the same on every JDK and machine. */
  @Test
  void theSeedsIntervalIsTheSameEverywhere() {
    Interval interval = PercentileBootstrap.ci95(FORKS_NS, 42);
    assertThat(interval.low()).isEqualTo(401.5142857142857);
    assertThat(interval.high()).isEqualTo(434.15714285714284);
  }

  @Test
  void theIntervalStaysInsideTheForksAndHoldsTheirMean() {
    Interval interval = PercentileBootstrap.ci95(FORKS_NS, 1);
    assertThat(interval.low()).isGreaterThanOrEqualTo(399.7);
    assertThat(interval.high()).isLessThanOrEqualTo(455.2);
    assertThat(interval.contains(413.63)).isTrue();
  }

  @Test
  void itIsWiderThanThePlainPercentileInterval() {
    assertThat(PercentileBootstrap.tail(5)).isLessThan(.001);
    assertThat(PercentileBootstrap.tail(10)).isBetween(.008, .009);
    assertThat(PercentileBootstrap.tail(1000)).isCloseTo(.025, within(.0005));
  }

  @Test
  void equalForksHaveAnIntervalOfNoWidth() {
    assertThat(PercentileBootstrap.ci95(new double[] {7, 7, 7}, 1)).isEqualTo(new Interval(7, 7));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void fewerThanThreeForksBoundNothing(int forks) {
    assertThat(PercentileBootstrap.ci95(new double[forks], 1)).isEqualTo(Interval.UNBOUNDED);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 6, 7, 10, 20})
  void everyForkIsDrawnAsOftenAsAnyOther(int forks) {
    assertThat(uniformity(PercentileBootstrap.indices(11), forks)).isGreaterThan(.001);
  }

  /** Four ways to get it wrong: each falls to the test that the right one passes. */
  @Test
  void aBiasedIndexIsCaught() {
    SplittableRandom random = new SplittableRandom(11);
    assertBiased(n -> (int) Math.round(random.nextDouble() * (n - 1)));
    assertBiased(n -> random.nextInt(n - 1));
    assertBiased(n -> Math.abs(random.nextInt() % 64) % n);
    assertBiased(n -> Math.min(n - 1, random.nextInt(n + 1)));
  }

  private static void assertBiased(IntUnaryOperator indexBelow) {
    assertThat(uniformity(indexBelow, 10)).isLessThan(.001);
  }

  /** The chi-squared test's p that all indices are equally likely. */
  private static double uniformity(IntUnaryOperator indexBelow, int n) {
    long[] counts = new long[n];
    for (int i = 0; i < DRAWS; i++) {
      counts[indexBelow.applyAsInt(n)]++;
    }
    return ChiSquareTest.withDefaults().test(counts).getPValue();
  }
}
