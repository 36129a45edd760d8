package dev.tare.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangePointsTest {
  private static final double SD = .02;

  /** Noise of 2 %, and from each of some places on so much more. */
  private static double[] values(long seed, int n, double shift, int... at) {
    Random random = new Random(seed);
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      int run = i;
      long shifts = IntStream.of(at).filter(one -> one <= run).count();
      values[i] = Math.log(100) + SD * random.nextGaussian() + shift * shifts;
    }
    return values;
  }

  @Test
  void noiseShiftsSeldom() {
    long alarms =
        IntStream.range(0, 400)
            .filter(seed -> !ChangePoints.of(values(seed, 30, 0), seed).isEmpty())
            .count();
    // 1 % of 400, and the luck of three standard deviations.
    assertThat(alarms).isLessThanOrEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({".05, 90", ".10, 95"})
  void aShiftIsFoundWhereItIs(double shift, int percent) {
    long found =
        IntStream.range(0, 100)
            .filter(
                seed -> {
                  List<Integer> at = ChangePoints.of(values(seed, 30, shift, 18), seed);
                  return at.size() == 1 && Math.abs(at.get(0) - 18) <= 1;
                })
            .count();
    assertThat(found).isGreaterThanOrEqualTo(percent);
  }

  @Test
  void severalShiftsAreFoundInTheirOrder() {
    assertThat(ChangePoints.of(values(3, 60, .1, 20, 40), 1)).containsExactly(20, 40);
  }

  @Test
  void aShiftIsSeenFromTheThirdValueAfterIt() {
    double[] values = values(5, 23, .1, 20);
    assertThat(ChangePoints.of(values, 1)).containsExactly(20);
    assertThat(ChangePoints.of(Arrays.copyOf(values, 22), 1)).isEmpty();
  }

  @Test
  void equalValuesDoNotShiftAndFewTellNothing() {
    assertThat(ChangePoints.of(new double[40], 1)).isEmpty();
    assertThat(ChangePoints.of(new double[] {1, 1, 1, 9, 9}, 1)).isEmpty();
    assertThat(ChangePoints.of(new double[0], 1)).isEmpty();
  }

  @Test
  void theSameSeedFindsTheSame() {
    double[] values = values(9, 50, .03, 25);
    assertThat(ChangePoints.of(values, 4)).isEqualTo(ChangePoints.of(values, 4));
  }
}
