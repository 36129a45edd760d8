package dev.tare.stats;

import static dev.tare.stats.Pipeline.TARE;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.apache.commons.statistics.inference.DataDispersion;
import org.apache.commons.statistics.inference.TTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The acceptance table notices when a part of the method is left out. */
class MutantsTest {
  @ParameterizedTest
  @EnumSource
  void pooledIterationsAreCaught(Shape shape) {
    Pipeline pooled = TARE.withValues(MutantsTest::iterations);
    assertCaught(() -> Acceptance.falseAlarms(pooled, shape, 5));
    assertCaught(() -> Acceptance.coverage(pooled, shape, 10));
  }

  @ParameterizedTest
  @EnumSource
  void runningAllOfAFirstIsCaught(Shape shape) {
    Pipeline oneAfterTheOther = TARE.withOrder(Pipeline.Order::allOfAFirst);
    assertCaught(() -> Acceptance.drift(oneAfterTheOther, shape));
  }

  @ParameterizedTest
  @EnumSource
  void leavingOutBenjaminiHochbergIsCaught(Shape shape) {
    Pipeline unadjusted = TARE.withAdjust(p -> p);
    assertCaught(() -> Acceptance.falseDiscoveries(unadjusted, shape));
  }

  @Test
  void aGateWithoutBenjaminiHochbergFailsWithoutCause() {
    Pipeline unadjusted = TARE.withAdjust(p -> p);
    assertCaught(() -> Acceptance.falseGates(unadjusted, Shape.AUTOCORRELATED, 5));
  }

  @ParameterizedTest
  @EnumSource
  void aPooledVarianceIsCaught(Shape shape) {
    Pipeline student = TARE.with(MutantsTest::student);
    assertCaught(() -> Acceptance.unequalVariance(student, shape));
  }

  @ParameterizedTest
  @EnumSource
  void blindnessToOneDirectionIsCaught(Shape shape) {
    Pipeline turned = TARE.with((a, b) -> TwoTests.compare(a, b).negated());
    assertCaught(() -> Acceptance.fivePercentAreFound(turned, shape, 10, .95));
  }

  @ParameterizedTest
  @EnumSource
  void anUndividedLevelOfTopUpsIsCaught(Shape shape) {
    Pipeline undivided = TARE.withLookAlpha(Verdicts.ALPHA);
    assertCaught(() -> Acceptance.falseRegressionsOfTopUps(undivided, shape));
  }

  private static void assertCaught(Runnable row) {
    assertThatThrownBy(row::run).isInstanceOf(AssertionError.class);
  }

  private static double[] iterations(double[][] forks) {
    return Arrays.stream(forks).flatMapToDouble(Arrays::stream).map(Math::log).toArray();
  }

  private static Comparison student(double[] a, double[] b) {
    TTest.Result result = TTest.withDefaults().with(DataDispersion.HOMOSCEDASTIC).test(b, a);
    Comparison welch = Welch.compare(a, b);
    return Comparison.of(
        false,
        a.length,
        b.length,
        welch.d(),
        welch.d() / result.getStatistic(),
        result.getDegreesOfFreedom());
  }
}
