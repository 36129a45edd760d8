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

class VisitEventTest {
  static List<VisitEvent> events() {
    return List.of(
        new VisitEvent.FactsRead(Facts.of(Map.of("cpu.model", "X \"quoted\"", "jdk.major", "17"))),
        new VisitEvent.Planned(List.of("a:avgt:t1", "b(p=1, q=\u00fc):thrpt:t2")),
        new VisitEvent.Started("a:avgt:t1"),
        new VisitEvent.Ready("a:avgt:t1"),
        new VisitEvent.Ended(
            "a:avgt:t1", Optional.empty(), "[\n {\"a\": 1.50}\n]", "#x\nTag=a,1\n"),
        new VisitEvent.Ended("a:avgt:t1", Optional.of("killed"), "[]", ""),
        new VisitEvent.Working("cpu.Prime"),
        new VisitEvent.Finished());
  }

  @ParameterizedTest
  @MethodSource("events")
  void eventIsOneLineAndComesBackAsItWas(VisitEvent event) {
    assertThat(event.line()).doesNotContain("\n", "\r");
    assertThat(VisitEvent.parse(event.line())).contains(event);
  }

  @ParameterizedTest
  @MethodSource("events")
  void tornLineIsNoEvent(VisitEvent event) {
    String line = event.line();
    for (int length = 0; length < line.length(); length++) {
      assertThat(VisitEvent.parse(line.substring(0, length))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Warning: something", "{}", "{\"event\":\"other\"}", "[1]", "3", "null"})
  void somebodyElsesLineIsNoEvent(String line) {
    assertThat(VisitEvent.parse(line)).isEmpty();
  }

  @Test
  void blankFactIsNoEvent() {
    assertThat(VisitEvent.parse("{\"event\":\"facts\",\"facts\":{\"a\":\"\"}}")).isEmpty();
  }
}
