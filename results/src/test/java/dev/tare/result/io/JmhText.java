package dev.tare.result.io;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** JMH JSON for tests, as short as it can be. */
final class JmhText {
  private JmhText() {}

  static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** One benchmark in average time, ns/op. */
  static String benchmark(String name, String more, String rawData, String secondaries) {
    return """
        {"benchmark": "%s", "mode": "avgt", %s
         "primaryMetric": {"score": 1, "scoreError": "NaN", "scoreUnit": "ns/op", "rawData": %s},
         "secondaryMetrics": {%s}}"""
        .formatted(name, more, rawData, secondaries);
  }

  static String metric(String name, String unit, String rawData) {
    return "\"%s\": {\"score\": 1, \"scoreUnit\": \"%s\", \"rawData\": %s}"
        .formatted(name, unit, rawData);
  }

  static String result(String... benchmarks) {
    return "[" + String.join(",\n", benchmarks) + "]";
  }
}
