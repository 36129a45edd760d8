package dev.tare.experiment.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tare.launch.LaunchException;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.Unit;
import java.util.Map;
import java.util.OptionalDouble;

/** JMH's results of a visit, to which the launcher adds what it saw of them from outside. */
final class VisitJson {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final double BITS_PER_BYTE = 8;

  private final ArrayNode all = MAPPER.createArrayNode();

  /**
   * Adds the results of one benchmark.
   *
   * @param jmh as the visit told it; an empty array adds nothing
   * @return what it did in a second, transactions or gigabytes; absent where it gave nothing
   */
  OptionalDouble add(String jmh, NetPattern pattern) throws LaunchException {
    JsonNode results = parsed(jmh);
    OptionalDouble rate = OptionalDouble.empty();
    for (JsonNode one : results) {
      all.add(one);
      rate = pattern.isTransactions() ? transactions(one) : gigabytes(one);
    }
    return rate;
  }

  /** Adds figures to the benchmark that was added last, one value each. */
  void figures(Map<Metric, Double> figures) {
    if (all.isEmpty() || !(all.get(all.size() - 1) instanceof ObjectNode last)) {
      return;
    }
    ObjectNode secondary = last.withObject("/secondaryMetrics");
    figures.forEach(
        (metric, value) -> {
          ObjectNode node = secondary.putObject(metric.name());
          node.put("score", value).put("scoreError", "NaN");
          node.putArray("scoreConfidence").add("NaN").add("NaN");
          node.putObject("scorePercentiles");
          node.put("scoreUnit", metric.unit());
          node.putArray("rawData").addArray().add(value);
        });
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** The document. */
  String text() {
    return all.toPrettyString();
  }

  /** Of so many threads, each of which takes the score for one. */
  private static OptionalDouble transactions(JsonNode one) {
    OptionalDouble score = mean(one.path("primaryMetric"));
    double toSeconds = Unit.parse(one.path("primaryMetric").path("scoreUnit").asText()).toBase();
    int threads = one.path("threads").asInt(1);
    return score.orElse(0) > 0
        ? OptionalDouble.of(threads / (score.getAsDouble() * toSeconds))
        : OptionalDouble.empty();
  }

  private static OptionalDouble gigabytes(JsonNode one) {
    OptionalDouble gigabits = mean(one.path("secondaryMetrics").path(Metrics.THROUGHPUT.name()));
    return gigabits.orElse(0) > 0
        ? OptionalDouble.of(gigabits.getAsDouble() / BITS_PER_BYTE)
        : OptionalDouble.empty();
  }

  /** Over the iterations of the only fork. */
  private static OptionalDouble mean(JsonNode metric) {
    double sum = 0;
    int count = 0;
    for (JsonNode value : metric.path("rawData").path(0)) {
      sum += value.asDouble();
      count++;
    }
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
  }

  private static JsonNode parsed(String jmh) throws LaunchException {
    try {
      return MAPPER.readTree(jmh);
    } catch (JsonProcessingException e) {
      throw new LaunchException("a visit's results cannot be read: " + e.getOriginalMessage(), e);
    }
  }
}
