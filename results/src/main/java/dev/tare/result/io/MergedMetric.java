package dev.tare.result.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tare.stats.ForkScore;
import dev.tare.stats.ForkSummary;
import dev.tare.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One metric of several trials in the form in which JMH writes it for one. The score is the one of
 * every table: the geometric mean of the fork summaries with its 95 % interval by Student's t over
 * the forks, where JMH pools the iterations; {@code scoreError} is half that interval's width. The
 * percentiles are over all iterations, as JMH's.
 */
final class MergedMetric {
  private static final String RAW = "rawData";
  private static final String HISTOGRAM = "rawDataHistogram";
  private static final List<String> PERCENTILES =
      List.of("0.0", "50.0", "90.0", "95.0", "99.0", "99.9", "99.99", "99.999", "99.9999", "100.0");

  private final ArrayNode raw = Json.MAPPER.createArrayNode();
  private final TreeMap<Double, Long> counts = new TreeMap<>();
  private final List<Double> summaries = new ArrayList<>();
  private ObjectNode first;

  /** Returns how many forks a metric has. */
  static int forks(JsonNode metric) {
    return metric.path(rawName(metric)).size();
  }

  void add(ObjectNode metric, int firstFork, int forks) {
    first = first == null ? metric : first;
    pad(firstFork);
    for (int f = 0; f < forks; f++) {
      JsonNode fork = metric.path(rawName(metric)).path(f);
      raw.add(fork.isArray() ? fork.deepCopy() : Json.MAPPER.createArrayNode());
      double[] iterations = new double[fork.size()];
      for (int i = 0; i < iterations.length; i++) {
        iterations[i] = add(fork.path(i));
      }
      if (iterations.length > 0) {
        summaries.add(ForkSummary.MEDIAN.of(iterations));
      }
    }
  }

  /** The merged metric, with as many forks as the benchmark has. */
  ObjectNode node(int forks) {
    pad(forks);
    ForkScore score = ForkScore.of(summaries.stream().mapToDouble(Double::doubleValue).toArray());
    Optional<Interval> ci95 = score.ci95();
    double low = ci95.map(Interval::low).orElse(Double.NaN);
    double high = ci95.map(Interval::high).orElse(Double.NaN);
    ObjectNode node = Json.MAPPER.createObjectNode();
    put(node, "score", score.value());
    put(node, "scoreError", (high - low) / 2);
    node.putArray("scoreConfidence").add(value(low)).add(value(high));
    double n = counts.values().stream().mapToLong(Long::longValue).sum();
    ObjectNode percentiles = node.putObject("scorePercentiles");
    PERCENTILES.forEach(p -> put(percentiles, p, percentile(n, Double.parseDouble(p))));
    node.set("scoreUnit", first.path("scoreUnit"));
    node.set(rawName(first), raw);
    return node;
  }

  private void pad(int forks) {
    while (raw.size() < forks) {
      raw.addArray();
    }
  }

  /** Counts an iteration's values, and gives their mean. */
  private double add(JsonNode iteration) {
    if (!iteration.isArray()) {
      counts.merge(number(iteration), 1L, Long::sum);
      return number(iteration);
    }
    double sum = 0;
    double all = 0;
    for (JsonNode pair : iteration) {
      long times = pair.path(1).asLong();
      counts.merge(number(pair.path(0)), times, Long::sum);
      sum += number(pair.path(0)) * times;
      all += times;
    }
    return sum / all;
  }

  private static String rawName(JsonNode metric) {
    return metric.has(HISTOGRAM) ? HISTOGRAM : RAW;
  }

  /** Computes JMH's percentile: at rank p (n + 1), between the two neighbours. */
  private double percentile(double n, double percent) {
    if (n == 0) {
      return Double.NaN;
    }
    double rank = Math.min(n, Math.max(1, percent / 100 * (n + 1)));
    double below = atRank(Math.floor(rank));
    return rank == Math.floor(rank)
        ? below
        : below + (rank - Math.floor(rank)) * (atRank(Math.floor(rank) + 1) - below);
  }

  private double atRank(double rank) {
    long seen = 0;
    for (Map.Entry<Double, Long> entry : counts.entrySet()) {
      seen += entry.getValue();
      if (seen >= rank) {
        return entry.getKey();
      }
    }
    return counts.lastKey();
  }

  private static double number(JsonNode node) {
    if (node.isNumber()) {
      return node.doubleValue();
    }
    return switch (node.asText()) {
      case "INF", "+INF" -> Double.POSITIVE_INFINITY;
      case "-INF" -> Double.NEGATIVE_INFINITY;
      default -> Double.NaN;
    };
  }

  private static void put(ObjectNode node, String name, double value) {
    node.set(name, value(value));
  }

  private static JsonNode value(double value) {
    if (Double.isNaN(value)) {
      return Json.MAPPER.getNodeFactory().textNode("NaN");
    }
    if (Double.isInfinite(value)) {
      return Json.MAPPER.getNodeFactory().textNode(value > 0 ? "+INF" : "-INF");
    }
    return Json.MAPPER.getNodeFactory().numberNode(value);
  }
}
