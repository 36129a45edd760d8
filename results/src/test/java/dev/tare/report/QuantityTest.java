package dev.tare.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.stats.Interval;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ResourceLock(Resources.LOCALE)
class QuantityTest {
  private final Locale locale = Locale.getDefault();

  @AfterEach
  void restoreTheLocale() {
    Locale.setDefault(locale);
  }

  @Test
  void timesAreScaledRatesAreNot() {
    assertThat(Quantity.of(1_047_039, "ns")).isEqualTo("1.047 ms");
    assertThat(Quantity.of(142.3456, "ns/op")).isEqualTo("142.3 ns/op");
    assertThat(Quantity.of(5394, "ns/op")).isEqualTo("5.394 us/op");
    assertThat(Quantity.of(6.4611e-5, "s/op")).isEqualTo("64.61 us/op");
    assertThat(Quantity.of(0, "s/op")).isEqualTo("0 s/op");
    assertThat(Quantity.of(90_000, "s")).isEqualTo("90000 s");
    assertThat(Quantity.of(941.23456, "ops/s")).isEqualTo("941.2 ops/s");
    assertThat(Quantity.of(1_234_567, "ops/s")).isEqualTo("1234567 ops/s");
  }

  @Test
  void smallRatiosKeepTheirDigits() {
    assertThat(Quantity.times(1.4531)).isEqualTo("1.453\u00d7");
    assertThat(Quantity.times(.1)).isEqualTo("0.100\u00d7");
    assertThat(Quantity.times(.00021234)).isEqualTo("0.0002123\u00d7");
    assertThat(Quantity.times(0)).isEqualTo("0\u00d7");
    assertThat(CellText.number(.00021234)).isEqualTo("0.0002123");
    assertThat(RowText.share(.0004)).isEqualTo("0.04 %");
    assertThat(RowText.share(.0304)).isEqualTo("3 %");
  }

  @ParameterizedTest
  @CsvSource({"0, 1 s", "400, 1 s", "119000, 119 s", "120000, 2 min", "7000000, 117 min"})
  void timesAreToldRoughly(long ms, String told) {
    assertThat(Quantity.about(Duration.ofMillis(ms))).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource({
    "0.05, +5.0 %",
    "-0.998, -99.8 %",
    "-0.99998, -99.998 %",
    "-0.999999, -99.9999 %",
    "-1, -100.0 %",
    "20000, +2.00e+06 %"
  })
  void aChangeThatLeavesLittleIsNotShownAsOneThatLeavesNothing(double fraction, String told) {
    assertThat(Quantity.percent(fraction)).isEqualTo(told);
  }

  @Test
  void absentAndInfiniteAreNamedNotCounted() {
    assertThat(Quantity.digits(Double.NaN)).isEqualTo("NaN");
    assertThat(Quantity.digits(Double.NEGATIVE_INFINITY)).isEqualTo("-inf");
    assertThat(Quantity.digits(0)).isEqualTo("0");
    assertThat(Quantity.reach(1, Interval.UNBOUNDED)).isEqualTo("unknown");
  }

  @Test
  void everyLocalePrintsAlike() {
    Locale.setDefault(Locale.GERMANY);
    assertThat(Quantity.of(1234.5, "ops/s")).isEqualTo("1235 ops/s");
    assertThat(Quantity.of(1.5, "GB/s")).isEqualTo("1.5 GB/s");
    assertThat(Quantity.reach(100, new Interval(98.8, 101.3))).isEqualTo("-1.2 % +1.3 %");
  }
}
