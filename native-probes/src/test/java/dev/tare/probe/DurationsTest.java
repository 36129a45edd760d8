package dev.tare.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DurationsTest {
  @Test
  void freshOnesAreZero() {
    assertThat(first(new Durations(3), 3)).containsExactly(0L, 0L, 0L);
  }

  @Test
  void aBatchLeavesOneForEachOperationAndNoMore() {
    Durations durations = new Durations(4);
    try (Probe probe = Probe.open("prime", Map.of("limit", 1000))) {
      probe.batch(3, durations);
    }
    List<Long> values = first(durations, 4);
    assertThat(values.subList(0, 3)).allSatisfy(ns -> assertThat(ns).isPositive());
    assertThat(values.get(3)).isZero();
  }

  @Test
  void aBatchThatIsTooLargeIsRefusedBeforeItRuns() {
    try (Probe probe = Probe.open("prime", Map.of())) {
      assertThatThrownBy(() -> probe.batch(5, new Durations(4)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("5 operations, room for 4");
    }
  }

  private static List<Long> first(Durations durations, int count) {
    List<Long> values = new ArrayList<>();
    durations.forEach(count, values::add);
    return values;
  }
}
