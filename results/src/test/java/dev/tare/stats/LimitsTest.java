package dev.tare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tau, steadiness and which percentiles are reported. */
class LimitsTest {
  @Test
  void aQuietHostHasTheTauThatWasAsked() {
    assertThat(tau(.03, alternating(20, .001), 10, 10)).isEqualTo(new Tau(.03, .03, true));
    assertThat(tau(.05, alternating(20, .001), 10, 10)).isEqualTo(new Tau(.05, .05, true));
  }

  @Test
  void aNoisyHostRaisesTauAlsoTheOneThatWasAskedAndMoreForksLowerIt() {
    double[] noisy = alternating(20, .05);
    double sd = .05 * Math.sqrt(20 / 19.);
    assertThat(tau(.03, noisy, 10, 10).value()).isCloseTo(3 * sd * Math.sqrt(.2), within(1e-12));
    assertThat(tau(.05, noisy, 10, 10).value()).isCloseTo(3 * sd * Math.sqrt(.2), within(1e-12));
    assertThat(tau(.03, noisy, 10, 10).asked()).isEqualTo(.03);
    assertThat(tau(.03, noisy, 5, 10).value()).isCloseTo(3 * sd * Math.sqrt(.3), within(1e-12));
    assertThat(tau(.03, noisy, 1000, 1000).value()).isEqualTo(.03);
  }

  @Test
  void theLouderSideDecides() {
    Optional<double[]> quiet = Optional.of(alternating(20, .001));
    Optional<double[]> noisy = Optional.of(alternating(20, .05));
    Tau both = Tau.of(.03, quiet, 10, noisy, 10);
    assertThat(both).isEqualTo(Tau.of(.03, noisy, 10, quiet, 10));
    assertThat(both).isEqualTo(Tau.of(.03, noisy, 10, noisy, 10));
    Tau one = Tau.of(.03, Optional.empty(), 10, noisy, 10);
    assertThat(one.value()).isEqualTo(both.value());
    assertThat(one.calibrated()).isFalse();
  }

  @Test
  void nineteenForksAreNoCalibration() {
    assertThat(tau(.03, alternating(19, .05), 10, 10)).isEqualTo(Tau.uncalibrated(.03));
    assertThatThrownBy(() -> new Tau(0, 0, true)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Tau(.03, .02, true)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Tau tau(double asked, double[] logs, int forksA, int forksB) {
    return Tau.of(asked, Optional.of(logs), forksA, Optional.of(logs), forksB);
  }

  @Test
  void aFifthOfMovingForksIsSteadyAndMoreIsNot() {
    double[] up = {100, 102, 104, 106, 108};
    double[] down = {108, 106, 104, 102, 100};
    double[] flat = {100, 101, 100, 101, 100};
    assertThat(Steadiness.unsteady(new double[][] {up, flat, flat, flat, flat}, .03)).isFalse();
    assertThat(Steadiness.unsteady(new double[][] {up, down, flat, flat, flat}, .03)).isTrue();
    assertThat(Steadiness.unsteady(new double[][] {up, up, up}, .2)).isFalse();
  }

  @Test
  void whatTheScatterOfTheIterationsExplainsIsNoMove() {
    double[] scattered = {100, 112, 96, 110, 104};
    assertThat(Steadiness.change(scattered)).isGreaterThan(.015);
    assertThat(Steadiness.unsteady(new double[][] {scattered, scattered}, .03)).isFalse();
  }

  @Test
  void aForkWithoutASlopeIsNotJudged() {
    double[] up = {100, 110, 121};
    double[] flat = {100, 100, 100};
    assertThat(Steadiness.change(new double[] {1, 2})).isNaN();
    assertThat(Steadiness.change(new double[] {1, 0, 3})).isNaN();
    assertThat(Steadiness.unsteady(new double[][] {{1, 9}, {9, 1}}, .03)).isFalse();
    assertThat(Steadiness.unsteady(new double[0][], .03)).isFalse();
    double[][] oneOfFourJudged = {up, flat, flat, flat, {1}, {1}};
    assertThat(Steadiness.unsteady(oneOfFourJudged, .03)).isTrue();
  }

  @Test
  void aForkFarOffTheOthersIsNamed() {
    double[] logs = {0, .001, -.002, .14, .003, -.001};
    assertThat(Outliers.of(logs, .03)).hasValue(3);
    assertThat(Outliers.of(logs, .2)).isEmpty();
    assertThat(Outliers.of(new double[] {0, .1, -.1, .2, -.2}, .03)).isEmpty();
    assertThat(Outliers.of(new double[] {0, 0, 0, 1}, .03)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1000, .9, true",
    "999, .9, false",
    "10000, .99, true",
    "9999, .99, false",
    "100000, .999, true",
    "99999, .999, false",
    "1000000, .9999, true",
    "200, .5, true",
    "199, .5, false",
    "100, 0, true",
    "9000000000000000000, 1, false",
    "0, .5, false",
  })
  void aHundredValuesHaveToLieAboveAPercentile(long samples, double quantile, boolean reported) {
    assertThat(Percentiles.admissible(samples, quantile)).isEqualTo(reported);
  }

  @ParameterizedTest
  @CsvSource({".5, 200", ".9, 1000", ".99, 10000", ".999, 100000"})
  void theLeastIsTheFirstThatIsEnough(double quantile, long least) {
    assertThat(Percentiles.least(quantile)).isEqualTo(least);
    assertThat(Percentiles.admissible(least, quantile)).isTrue();
    assertThat(Percentiles.admissible(least - 1, quantile)).isFalse();
  }

  @Test
  void ninetyNineIsNotAQuantile() {
    assertThatThrownBy(() -> Percentiles.admissible(1000, 99))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void probabilitiesOutsideTheirRangeAreRefused() {
    for (double bad : new double[] {-.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> BenjaminiHochberg.adjust(new double[] {.5, bad}))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(BenjaminiHochberg.adjust(new double[0])).isEmpty();
  }

  private static double[] alternating(int n, double deviation) {
    double[] values = new double[n];
    Arrays.setAll(values, i -> 4 + (i % 2 == 0 ? deviation : -deviation));
    return values;
  }
}
