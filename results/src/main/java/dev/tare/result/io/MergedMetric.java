package dev.tare.result.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
  private final List<Double> values = new ArrayList<>();
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
    double[] all = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double mean = Arrays.stream(all).average().orElse(Double.NaN);
    double score = isSum() ? mean * all.length : mean;
    double error = isSum() ? Double.NaN : error(all, mean);
    ObjectNode node = Json.MAPPER.createObjectNode();
    put(node, "score", score);
    put(node, "scoreError", error);
    ArrayNode confidence = node.putArray("scoreConfidence");
    confidence.add(value(score - error)).add(value(score + error));
    ObjectNode percentiles = node.putObject("scorePercentiles");
    PERCENTILES.forEach(p -> put(percentiles, p, percentile(all, Double.parseDouble(p))));
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
      double[] sums = new double[2];
      iteration.forEach(
          pair -> {
            sums[0] += pair.path(0).asDouble() * pair.path(1).asDouble();
            sums[1] += pair.path(1).asDouble();
          });
      values.add(sums[0] / sums[1]);
    } else {
      values.add(number(iteration));
    }
    seen[0] += values.get(values.size() - 1);
    seen[1]++;
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

  private static double error(double[] values, double mean) {
    int n = values.length;
    if (n <= 2) {
      return Double.NaN;
    }
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double quantile = TDistribution.of(n - 1).inverseSurvivalProbability((1 - CONFIDENCE) / 2);
    return quantile * Math.sqrt(squares / (n - 1)) / Math.sqrt(n);
  }

  /** JMH's percentile: at rank p (n + 1), between the two neighbours. */
  private static double percentile(double[] sorted, double percent) {
    int n = sorted.length;
    if (n == 0) {
      return Double.NaN;
    }
    double rank = percent / 100 * (n + 1);
    int below = (int) Math.floor(rank);
    if (below < 1) {
      return sorted[0];
    }
    return below >= n
        ? sorted[n - 1]
        : sorted[below - 1] + (rank - below) * (sorted[below] - sorted[below - 1]);
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
