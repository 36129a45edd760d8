package dev.tare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SlopeTest {
  /** By the textbook's formulas, with t(.975, 3) = 3.182446305. */
  @Test
  void slopeAndIntervalAreThoseOfLeastSquares() {
    Slope slope = Slope.of(new double[] {1, 2, 3, 4, 5}, new double[] {2.1, 3.9, 6.2, 7.8, 10.1});
    assertThat(slope.perUnit()).isCloseTo(1.99, within(1e-9));
    assertThat(slope.ci95().low()).isCloseTo(1.799939290, within(1e-8));
    assertThat(slope.ci95().high()).isCloseTo(2.180060710, within(1e-8));
    assertThat(slope.points()).isEqualTo(5);
  }

  @Test
  void twoPointsHaveASlopeButNoInterval() {
    Slope slope = Slope.of(new double[] {1, 3}, new double[] {10, 30});
    assertThat(slope.perUnit()).isCloseTo(10, within(1e-12));
    assertThat(slope.ci95()).isEqualTo(Interval.UNBOUNDED);
  }

  @Test
  void pointsAboveEachOtherAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Slope.of(new double[] {2, 2, 2}, new double[] {1, 2, 3}))
        .withMessageContaining("2.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Slope.of(new double[] {1}, new double[] {1}));
  }
}
