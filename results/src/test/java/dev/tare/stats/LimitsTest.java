package dev.tare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tau, steadiness and which percentiles are reported. */
class LimitsTest {
  @Test
  void aQuietHostHasTauOfThreePercent() {
    Tau tau = Tau.calibrated(alternating(20, .001), 10, 10);
    assertThat(tau).isEqualTo(new Tau(.03, true));
  }

  @Test
  void aNoisyHostRaisesTauAndMoreForksLowerIt() {
    double[] noisy = alternating(20, .05);
    double sd = .05 * Math.sqrt(20 / 19.);
    assertThat(Tau.calibrated(noisy, 10, 10).value())
        .isCloseTo(3 * sd * Math.sqrt(.2), within(1e-12));
    assertThat(Tau.calibrated(noisy, 5, 10).value())
        .isCloseTo(3 * sd * Math.sqrt(.3), within(1e-12));
    assertThat(Tau.calibrated(noisy, 1000, 1000)).isEqualTo(new Tau(.03, true));
  }

  @Test
  void nineteenForksAreNoCalibration() {
    assertThat(Tau.calibrated(alternating(19, .05), 10, 10)).isEqualTo(Tau.uncalibrated());
    assertThat(Tau.uncalibrated()).isEqualTo(new Tau(.03, false));
    assertThatThrownBy(() -> new Tau(0, true)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFifthOfMovingForksIsSteadyAndMoreIsNot() {
    double[] up = {100, 102, 104, 106, 108};
    double[] down = {108, 106, 104, 102, 100};
    double[] flat = {100, 101, 100, 101, 100};
    assertThat(Steadiness.unsteady(new double[][] {up, flat, flat, flat, flat}, .03)).isFalse();
    assertThat(Steadiness.unsteady(new double[][] {up, down, flat, flat, flat}, .03)).isTrue();
    assertThat(Steadiness.unsteady(new double[][] {up, up, up}, .05)).isFalse();
  }

  @Test
  void aForkWithoutASlopeIsNotJudged() {
    double[] up = {100, 110, 120};
    double[] flat = {100, 100, 100};
    assertThat(Steadiness.slope(new double[] {1, 2})).isNaN();
    assertThat(Steadiness.slope(new double[] {1, 0, 3})).isNaN();
    assertThat(Steadiness.unsteady(new double[][] {{1, 9}, {9, 1}}, .03)).isFalse();
    assertThat(Steadiness.unsteady(new double[0][], .03)).isFalse();
    double[][] twoOfFourJudged = {up, flat, flat, flat, {1}, {1}};
    assertThat(Steadiness.unsteady(twoOfFourJudged, .03)).isTrue();
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
