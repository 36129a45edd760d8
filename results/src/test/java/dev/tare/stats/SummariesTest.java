package dev.tare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tare.stats.Summaries.Scale;
import org.junit.jupiter.api.Test;

class SummariesTest {
  @Test
  void theMedianIsTheMiddleOrTheGeometricMeanOfTheTwo() {
    assertThat(ForkSummary.MEDIAN.of(new double[] {9, 1, 5})).isEqualTo(5);
    assertThat(ForkSummary.MEDIAN.of(new double[] {9, 1, 4, 16})).isCloseTo(6, within(1e-14));
    assertThat(ForkSummary.MEDIAN.of(new double[] {0, 0, 4, 6})).isEqualTo(2);
    assertThat(ForkSummary.MEDIAN.of(new double[] {7})).isEqualTo(7);
    double most = Double.MAX_VALUE;
    assertThat(ForkSummary.MEDIAN.of(new double[] {most, most})).isEqualTo(most);
  }

  @Test
  void theInputStaysAsItWas() {
    double[] iterations = {3, 1, 2};
    ForkSummary.MEDIAN.of(iterations);
    Welch.compare(iterations, iterations);
    assertThat(iterations).containsExactly(3, 1, 2);
  }

  @Test
  void anIterationThatIsNoNumberIsNotSilentlyDropped() {
    assertThat(ForkSummary.MEDIAN.of(new double[] {1, Double.NaN, 3})).isNaN();
    assertThatThrownBy(() -> ForkSummary.MEDIAN.of(new double[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aValueOfZeroOrLessMakesTheDifferenceAbsoluteOnBothSides() {
    double[] counts = {0, 2, 4};
    double[] more = {1, 3, 5};
    Summaries summaries = Summaries.of(counts, more);
    assertThat(summaries.scale()).isEqualTo(Scale.ABSOLUTE);
    assertThat(Welch.compare(summaries.a(), summaries.b()).d()).isEqualTo(1);
    assertThat(Summaries.of(more, counts).scale()).isEqualTo(Scale.ABSOLUTE);
    assertThat(Summaries.of(new double[] {-1}, more).scale()).isEqualTo(Scale.ABSOLUTE);
  }

  @Test
  void valuesAboveZeroAreComparedAsRatios() {
    Summaries summaries = Summaries.of(new double[] {1, 1}, new double[] {Math.E});
    assertThat(summaries.scale()).isEqualTo(Scale.LOG);
    assertThat(summaries.a()).containsExactly(0, 0);
    assertThat(summaries.b()).containsExactly(1);
  }

  @Test
  void whatIsNotFiniteCannotBeCompared() {
    double[] fine = {1, 2};
    assertThat(Summaries.of(fine, new double[] {1, Double.NaN}).scale()).isEqualTo(Scale.NONE);
    assertThat(Summaries.of(new double[] {Double.POSITIVE_INFINITY}, fine).scale())
        .isEqualTo(Scale.NONE);
  }

  @Test
  void anIntervalKnowsItsEnds() {
    Interval interval = new Interval(-1, 2);
    assertThat(interval.contains(-1)).isTrue();
    assertThat(interval.contains(2.1)).isFalse();
    assertThat(interval.within(2.1)).isTrue();
    assertThat(interval.within(2)).isFalse();
    assertThat(interval.negated().within(2)).isFalse();
    assertThat(interval.negated()).isEqualTo(new Interval(-2, 1));
    assertThat(interval.bounded()).isTrue();
    assertThat(Interval.UNBOUNDED.bounded()).isFalse();
    assertThatThrownBy(() -> new Interval(2, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Interval(Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void oneForkHasAValueAndNoInterval() {
    GeometricMean one = GeometricMean.of(new double[] {Math.log(8)});
    assertThat(one.value()).isCloseTo(8, within(1e-14));
    assertThat(one.ci95()).isEqualTo(new Interval(0, Double.POSITIVE_INFINITY));
    assertThat(one.cv()).isNaN();
  }
}
