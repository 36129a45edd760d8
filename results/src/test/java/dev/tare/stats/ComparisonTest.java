package dev.tare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  @Test
  void oneForkGivesARatioAndNothingElse() {
    Comparison c = Welch.compare(new double[] {Math.log(4)}, new double[] {Math.log(5), 1, 2});
    assertThat(c.tested()).isFalse();
    assertThat(c.p()).isNaN();
    assertThat(c.ci95()).isEqualTo(Interval.UNBOUNDED);
    assertThat(c.ratioCi95()).isEqualTo(new Interval(0, Double.POSITIVE_INFINITY));
    assertThat(Welch.compare(new double[] {Math.log(4)}, new double[] {Math.log(5)}).ratio())
        .isCloseTo(1.25, within(1e-15));
    assertThat(c.negated().d()).isEqualTo(-c.d());
  }

  @Test
  void equalForksOnBothSidesAreNoDifference() {
    double odd = 0.1 + 0.2;
    Comparison c = Welch.compare(new double[] {odd, odd, odd}, new double[] {odd, odd, odd, odd});
    assertThat(c.d()).isZero();
    assertThat(c.se()).isZero();
    assertThat(c.df()).isEqualTo(5);
    assertThat(c.p()).isEqualTo(1);
    assertThat(c.degenerate()).isFalse();
  }

  @Test
  void aDifferenceWithoutNoiseIsDegenerate() {
    Comparison c = Welch.compare(new double[] {.1, .1, .1}, new double[] {.3, .3, .3});
    assertThat(c.p()).isZero();
    assertThat(c.degenerate()).isTrue();
    assertThat(c.ci95()).isEqualTo(new Interval(c.d(), c.d()));
    Comparison blocks = Paired.compare(new double[] {1, 2, 3}, new double[] {2, 3, 4});
    assertThat(blocks.degenerate()).isTrue();
    assertThat(blocks.p()).isZero();
  }

  @Test
  void tinyAndHugeValuesKeepTheirDegreesOfFreedom() {
    double[] a = {1, 2, 3, 4};
    double[] b = {2, 4, 6};
    double df = Welch.compare(a, b).df();
    for (double scale : new double[] {1e-90, 1e90}) {
      Comparison c = Welch.compare(scaled(a, scale), scaled(b, scale));
      assertThat(c.df()).isCloseTo(df, within(1e-9));
    }
  }

  @Test
  void whatOverflowsIsUntestedNotACrash() {
    double[] huge = {-1e300, 0, 1e300};
    assertThat(Welch.compare(huge, huge).tested()).isFalse();
  }

  @Test
  void whatIsNotFiniteIsRefused() {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> Welch.compare(new double[] {1, bad}, new double[] {1, 2}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not finite");
    }
    assertThatThrownBy(() -> Welch.compare(new double[0], new double[] {1, 2}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sixSharedBlocksArePairedAndFiveAreNot() {
    double[] a = {1, 2, 3, 4, 5, 6};
    double[] b = {1.1, 2.2, 3.1, 4.2, 5.1, 6.2};
    int[] blocks = IntStream.range(0, 6).toArray();
    Comparison paired = TwoTests.ofBlocks(blocks, a, blocks, b);
    assertThat(paired).isEqualTo(TwoTests.paired(a, b));
    assertThat(paired.blocks()).isTrue();
    Comparison welch = TwoTests.ofBlocks(blocks, a, new int[] {0, 1, 2, 3, 4, 9}, b);
    assertThat(welch)
        .as("of the five blocks that both have")
        .isEqualTo(TwoTests.compare(Arrays.copyOf(a, 5), Arrays.copyOf(b, 5)));
    assertThat(welch.blocks()).isFalse();
    int[] others = {10, 11, 12, 13, 14, 15};
    assertThat(TwoTests.ofBlocks(blocks, a, others, b))
        .as("without a shared block all count")
        .isEqualTo(TwoTests.compare(a, b));
  }

  @Test
  void figuresOfTAreThoseOfWelchAndThePIsOfBothTests() {
    double[] a = {0, 0, 0, 0, 0};
    double[] b = {.01, .011, .012, .013, .6};
    Comparison both = TwoTests.compare(a, b);
    assertThat(both.method()).isEqualTo(Comparison.Method.MANN_WHITNEY);
    Comparison t = both.negated().ofT();
    Comparison welch = Welch.compare(b, a);
    assertThat(t.method()).isEqualTo(Comparison.Method.WELCH);
    assertThat(t.d()).isEqualTo(welch.d());
    assertThat(t.ci95()).isEqualTo(welch.ci95());
    assertThat(t.p()).isEqualTo(both.p());
    assertThat(both.ofT().negated()).isEqualTo(t);
  }

  @Test
  void blocksArePairedByNumberAndIncompleteOnesLeftOut() {
    double[] a = {60, 10, 20, 30, 40, 50, 99};
    double[] b = {20.5, 30.1, 40.2, 50.3, 60.4, 10, 11.2, 77};
    Comparison c =
        TwoTests.ofBlocks(
            new int[] {6, 1, 2, 3, 4, 5, 7}, a, new int[] {2, 3, 4, 5, 6, 1, 1, 8}, b);
    assertThat(c)
        .isEqualTo(
            TwoTests.paired(
                new double[] {10, 20, 30, 40, 50, 60},
                new double[] {10.6, 20.5, 30.1, 40.2, 50.3, 60.4}));
  }

  @Test
  void pairsHaveToBeAsManyOnBothSides() {
    assertThatThrownBy(() -> Paired.compare(new double[2], new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("blocks of A: 2, of B: 3");
    assertThatThrownBy(
            () -> TwoTests.ofBlocks(new int[1], new double[2], new int[2], new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 blocks for 2 forks");
  }

  private static double[] scaled(double[] values, double factor) {
    double[] scaled = values.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factor;
    }
    return scaled;
  }
}
