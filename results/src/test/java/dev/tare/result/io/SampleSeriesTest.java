package dev.tare.result.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.Sample;
import dev.tare.result.ServiceMetrics;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleSeriesTest {
  @TempDir Path folder;

  @Test
  void aRatesModeIsThroughputAndThatOfAllElseSingleShot() throws Exception {
    assertThat(mode(ServiceMetrics.RATE_AT_BOUND)).isEqualTo("thrpt");
    assertThat(mode(Metrics.WORK)).isEqualTo("ss");
    assertThat(mode(Metrics.GIVEN_UP)).isEqualTo("ss");
  }

  private String mode(Metric metric) throws Exception {
    JsonLines<Sample> samples =
        new JsonLines<>(folder.resolve(metric.name() + ".jsonl"), Sample.class);
    samples.add(new Sample("made", metric.name(), metric.unit(), 1, "a", 1, new TreeMap<>()));
    ArrayNode all = Json.MAPPER.createArrayNode();
    SampleSeries.of(samples, "a").addTo(all);
    return all.get(0).get("mode").asText();
  }
}
