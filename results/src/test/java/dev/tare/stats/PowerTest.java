package dev.tare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerTest {
  /** The published table comes from a simulation: it lies within a fork or 4 % of the truth. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 24, 45", "1, 3, 4, 8", "1, 5, 3, 5",
    "2, 1, 89, 173", "2, 3, 11, 23", "2, 5, 5, 11",
    "5, 1, 532, 1057", "5, 3, 63, 121", "5, 5, 24, 47",
  })
  void theTableOfForksNeeded(double cv, double change, int usual, int strict) {
    assertNear(Power.forksNeeded(cv / 100, change / 100, .05), usual);
    assertNear(Power.forksNeeded(cv / 100, change / 100, .001), strict);
  }

  private static void assertNear(int forks, int published) {
    assertThat((double) forks).isCloseTo(published, within(Math.max(1, .04 * published)));
  }

  @Test
  void theSmallestDetectableChangeIsDetectedInNineOfTen() {
    double change = Power.smallestDetectable(6, .02, .05);
    SplittableRandom random = new SplittableRandom(8);
    Bench bench = new Bench(Shape.NORMAL, .02, 0);
    int found = 0;
    for (int i = 0; i < 2000; i++) {
      double[][] a = bench.forks(random, 6, 0);
      double[][] b = bench.forks(random, 6, Math.log1p(change));
      found += Pipeline.TARE.compare(a, b).p() < .05 ? 1 : 0;
    }
    assertThat(found / 2000.).isBetween(.87, .92);
  }

  @Test
  void aComparisonKnowsWhatItWouldHaveFound() {
    Comparison c = Comparison.of(Comparison.Method.WELCH, 10, 10, .5, .02 * Math.sqrt(.2), 18.7);
    assertThat(Power.smallestDetectable(c, .05).orElseThrow())
        .isCloseTo(Power.smallestDetectable(10, .02, .05), within(1e-12));
  }

  @Test
  void whatIsUntestedHasNoSmallestChange() {
    Comparison one = Welch.compare(new double[] {1}, new double[] {2});
    assertThat(Power.smallestDetectable(one, .05)).isEmpty();
    Comparison quiet = Welch.compare(new double[] {1, 1}, new double[] {2, 2});
    assertThat(Power.smallestDetectable(quiet, .05)).hasValue(0);
  }

  @Test
  void noFewerForksThanAVerdictNeeds() {
    assertThat(Power.forksNeeded(0, .01, .05)).isEqualTo(Verdicts.MIN_FORKS);
  }

  @Test
  void whatNoNumberOfForksCanShowIsRefused() {
    assertThatThrownBy(() -> Power.forksNeeded(.5, 1e-9, .05))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Power.forksNeeded(.5, 0, .05))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Power.smallestDetectable(1, .5, .05))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
