package dev.tare.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tare.launch.EngineJson;
import dev.tare.launch.LaunchException;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.Unit;
import java.util.Map;
import java.util.OptionalDouble;

/** JMH's document of one fork, to which is added what the launcher saw of it from outside. */
public final class ForkJson {
  private static final double BITS_PER_BYTE = 8;
  private static final double NS_PER_SECOND = 1e9;

  private final JsonNode document;

  /**
   * @param jmh as the trial told it; an empty array where nothing finished
   */
  public ForkJson(String jmh) throws LaunchException {
    try {
      document = EngineJson.MAPPER.readTree(jmh);
    } catch (JsonProcessingException e) {
      throw new LaunchException("a trial's results cannot be read: " + e.getOriginalMessage(), e);
    }
  }

  /** Operations in a second, over all threads; absent where there are none. */
  public OptionalDouble operations() {
    JsonNode one = document.path(0);
    Unit unit = Unit.parse(one.path("primaryMetric").path("scoreUnit").asText());
    double score = mean(one.path("primaryMetric")).orElse(0) * unit.toBase();
    if (!(score > 0)) {
      return OptionalDouble.empty();
    }
    boolean rate = unit.dimension().equals("op/s");
    // A rate is that of all threads; a time is what each of them takes for one.
    return OptionalDouble.of(rate ? score : one.path("threads").asInt(1) / score);
  }

  /** Tells for how long its iterations went on together, s; absent where that was not read. */
  public OptionalDouble seconds() {
    double ns = 0;
    for (JsonNode value : secondaryOf(Metrics.WALL).path("rawData").path(0)) {
      ns += value.asDouble();
    }
    return ns > 0 ? OptionalDouble.of(ns / NS_PER_SECOND) : OptionalDouble.empty();
  }

  /** Returns what the only fork gave of another metric, in its unit; absent where it gave none. */
  public OptionalDouble secondary(Metric metric) {
    return mean(secondaryOf(metric));
  }

  private JsonNode secondaryOf(Metric metric) {
    return document.path(0).path("secondaryMetrics").path(metric.name());
  }

  /** Payload in a second, 1e9 bytes; absent where there is none. */
  public OptionalDouble gigabytes() {
    OptionalDouble gigabits = secondary(Metrics.THROUGHPUT);
    return gigabits.orElse(0) > 0
        ? OptionalDouble.of(gigabits.getAsDouble() / BITS_PER_BYTE)
        : OptionalDouble.empty();
  }

  /** Returns the document with more secondary metrics, one value each. */
  public String with(Map<Metric, Double> figures) {
    JsonNode copy = document.deepCopy();
    if (copy.path(0) instanceof ObjectNode one) {
      ObjectNode secondary = one.withObject("/secondaryMetrics");
      figures.forEach((metric, value) -> put(secondary.putObject(metric.name()), metric, value));
    }
    return copy.toPrettyString();
  }

  private static void put(ObjectNode node, Metric metric, double value) {
    node.put("score", value).put("scoreError", "NaN");
    node.putArray("scoreConfidence").add("NaN").add("NaN");
    node.putObject("scorePercentiles");
    node.put("scoreUnit", metric.unit());
    node.putArray("rawData").addArray().add(value);
  }

  private static OptionalDouble mean(JsonNode metric) {
    double sum = 0;
    int count = 0;
    for (JsonNode value : metric.path("rawData").path(0)) {
      sum += value.asDouble();
      count++;
    }
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
  }
}
