package dev.tare.compare;

import static dev.tare.compare.Made.series;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.result.Facts;
import dev.tare.result.Metrics;
import dev.tare.result.Noise;
import dev.tare.result.Run;
import dev.tare.result.Series;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ObserverTest {
  private static final Noise THROTTLED =
      Noise.of(
          metric ->
              metric == Metrics.WALL
                  ? OptionalDouble.of(1e9)
                  : metric == Metrics.THROTTLED ? OptionalDouble.of(5000) : OptionalDouble.empty());

  private static Observation throttledUnder(Map<String, String> facts) {
    Series prime =
        series().of("dev.tare.bench.cpu.Prime.events").noise(THROTTLED).around(100, 5, 1);
    Run run =
        new Run(
            "run",
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>(Map.of(Run.UNNAMED, Facts.of(facts))),
            List.of(),
            List.of(prime),
            List.of());
    return new Observer(run).of(prime);
  }

  @Test
  void throttlingByAQuotaThatWasGivenIsWhatIsMeasured() {
    Observation observed = throttledUnder(Map.of("limits.cpu.quotaCpus", "1.5"));
    assertThat(observed.flagged()).isEqualTo(25);
    assertThat(observed.dropped()).isZero();
    assertThat(observed.restored()).isFalse();
  }

  @Test
  void throttlingWithoutAQuotaOfOnesOwnIsNoise() {
    assertThat(throttledUnder(Map.of("limits.cpu.quotaCpus", "unlimited")).restored()).isTrue();
    assertThat(throttledUnder(Map.of()).restored()).isTrue();
  }
}
