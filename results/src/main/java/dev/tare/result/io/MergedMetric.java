package dev.tare.result.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * One metric of several visits as JMH would have written it for one: score, error and percentiles
 * over all iterations. The pooled error is JMH's own, for tools that expect it; nothing here is
 * judged by it.
 */
final class MergedMetric {
  private static final String RAW = "rawData";
  private static final String HISTOGRAM = "rawDataHistogram";
  private static final double CONFIDENCE = 0.999;
  private static final List<String> PERCENTILES =
      List.of("0.0", "50.0", "90.0", "95.0", "99.0", "99.9", "99.99", "99.999", "99.9999", "100.0");

  private final ArrayNode raw = Json.MAPPER.createArrayNode();
  private final TreeMap<Double, Long> counts = new TreeMap<>();
  private final List<double[]> scores = new ArrayList<>();
  private ObjectNode first;

  /** How many forks a metric has. */
  static int forks(JsonNode metric) {
    return metric.path(rawName(metric)).size();
  }

  void add(ObjectNode metric, int firstFork, int forks) {
    first = first == null ? metric : first;
    pad(firstFork);
    double[] seen = new double[2];
    for (int f = 0; f < forks; f++) {
      JsonNode fork = metric.path(rawName(metric)).path(f);
      raw.add(fork.isArray() ? fork.deepCopy() : Json.MAPPER.createArrayNode());
      fork.forEach(iteration -> add(iteration, seen));
    }
    scores.add(new double[] {number(metric.path("score")), seen[0], seen[1]});
  }

  /** The merged metric, with as many forks as the benchmark has. */
  ObjectNode node(int forks) {
    pad(forks);
    double n = counts.values().stream().mapToLong(Long::longValue).sum();
    double sum = counts.entrySet().stream().mapToDouble(e -> e.getKey() * e.getValue()).sum();
    double score = isSum() ? sum : sum / n;
    double error = isSum() ? Double.NaN : error(n, sum / n);
    ObjectNode node = Json.MAPPER.createObjectNode();
    put(node, "score", score);
    put(node, "scoreError", error);
    ArrayNode confidence = node.putArray("scoreConfidence");
    confidence.add(value(score - error)).add(value(score + error));
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

  private void add(JsonNode iteration, double[] seen) {
    if (iteration.isArray()) {
      iteration.forEach(pair -> count(number(pair.path(0)), pair.path(1).asLong(), seen));
    } else {
      count(number(iteration), 1, seen);
    }
  }

  private void count(double value, long times, double[] seen) {
    counts.merge(value, times, Long::sum);
    seen[0] += value * times;
    seen[1] += times;
  }

  /**
   * Whether the scores of the visits are the sums of their iterations, as JMH has it for counts.
   */
  private boolean isSum() {
    return scores.stream().anyMatch(s -> s[2] > 1 && s[1] != 0)
        && scores.stream().allMatch(s -> Math.abs(s[0] - s[1]) <= 1e-9 * Math.abs(s[1]));
  }

  private static String rawName(JsonNode metric) {
    return metric.has(HISTOGRAM) ? HISTOGRAM : RAW;
  }

  private double error(double n, double mean) {
    if (n <= 2) {
      return Double.NaN;
    }
    double squares = 0;
    for (Map.Entry<Double, Long> entry : counts.entrySet()) {
      squares += (entry.getKey() - mean) * (entry.getKey() - mean) * entry.getValue();
    }
    double quantile = TDistribution.of(n - 1).inverseSurvivalProbability((1 - CONFIDENCE) / 2);
    return quantile * Math.sqrt(squares / (n - 1)) / Math.sqrt(n);
  }

  /** JMH's percentile: at rank p (n + 1), between the two neighbours. */
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
