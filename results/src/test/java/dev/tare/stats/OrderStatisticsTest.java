package dev.tare.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderStatisticsTest {
  private static final int SAMPLES = 4000;

  private static OrderStatistics upTo(int count) {
    return new OrderStatistics(IntStream.rangeClosed(1, count).mapToDouble(i -> i).toArray());
  }

  @ParameterizedTest
  @CsvSource({"0.5, 6", "0.95, 72", "0.99, 368"})
  void aPercentileTakesSoManyValuesAndNoFewer(double quantile, int least) {
    assertThat(upTo(least - 1).percentile(quantile)).isEmpty();
    OrderStatistics.Percentile known = upTo(least).percentile(quantile).orElseThrow();
    assertThat(known.ci95().high()).isEqualTo(least);
    assertThat(known.value()).isEqualTo(quantile == 0.5 ? 3.5 : Math.ceil(least * quantile));
  }

  /** The ranks of tables of the sign test: 9 and 22 of 30. */
  @Test
  void theMediansIntervalIsThatOfTheSignTest() {
    OrderStatistics.Percentile median = upTo(30).percentile(0.5).orElseThrow();
    assertThat(median.value()).isEqualTo(15.5);
    assertThat(median.ci95()).isEqualTo(new Interval(10, 21));
  }

  @Test
  void theMedianOfTwoIsNotTheLesserOfThem() {
    assertThat(new OrderStatistics(new double[] {4685, 8960}).value(0.5)).hasValue(6822.5);
    assertThat(upTo(3).value(0.5)).hasValue(2);
    assertThat(new OrderStatistics(new double[0]).value(0.5)).isEmpty();
  }

  @Test
  void theOrderInWhichValuesComeSaysNothing() {
    double[] values = {5, 1, 4, 2, 6, 3};
    assertThat(new OrderStatistics(values).percentile(0.5)).isEqualTo(upTo(6).percentile(0.5));
  }

  /** Of a skewed distribution, whose 95th percentile is known. */
  @Test
  void theIntervalCoversThePercentileInNineteenOfTwentySamples() {
    Random random = new Random(7);
    double p95 = -Math.log(0.05);
    int covered = 0;
    for (int i = 0; i < SAMPLES; i++) {
      double[] values = random.doubles(120).map(uniform -> -Math.log(1 - uniform)).toArray();
      Interval ci = new OrderStatistics(values).percentile(0.95).orElseThrow().ci95();
      covered += ci.contains(p95) ? 1 : 0;
    }
    assertThat(covered / (double) SAMPLES).isBetween(0.945, 0.995);
  }
}
