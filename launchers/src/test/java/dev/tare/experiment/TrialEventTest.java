package dev.tare.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.result.Facts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrialEventTest {
  static List<TrialEvent> events() {
    return List.of(
        new TrialEvent.FactsRead(Facts.of(Map.of("cpu.model", "X \"quoted\"", "jdk.major", "17"))),
        new TrialEvent.Planned(List.of("a:avgt:t1", "b(p=1, q=\u00fc):thrpt:t2")),
        new TrialEvent.Started("a:avgt:t1"),
        new TrialEvent.Ready("a:avgt:t1"),
        new TrialEvent.Ended(
            "a:avgt:t1", Optional.empty(), "[\n {\"a\": 1.50}\n]", "#x\nTag=a,1\n"),
        new TrialEvent.Ended("a:avgt:t1", Optional.of("killed"), "[]", ""),
        new TrialEvent.Working("cpu.Prime"),
        new TrialEvent.Finished());
  }

  @ParameterizedTest
  @MethodSource("events")
  void eventIsOneLineAndComesBackAsItWas(TrialEvent event) {
    assertThat(event.line()).doesNotContain("\n", "\r");
    assertThat(TrialEvent.parse(event.line())).contains(event);
  }

  @ParameterizedTest
  @MethodSource("events")
  void tornLineIsNoEvent(TrialEvent event) {
    String line = event.line();
    for (int length = 0; length < line.length(); length++) {
      assertThat(TrialEvent.parse(line.substring(0, length))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Warning: something", "{}", "{\"event\":\"other\"}", "[1]", "3", "null"})
  void somebodyElsesLineIsNoEvent(String line) {
    assertThat(TrialEvent.parse(line)).isEmpty();
  }

  @Test
  void blankFactIsNoEvent() {
    assertThat(TrialEvent.parse("{\"event\":\"facts\",\"facts\":{\"a\":\"\"}}")).isEmpty();
  }
}
