package dev.tare.result.io;

import com.fasterxml.jackson.core.JsonToken;
import dev.tare.stats.Percentiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * JMH's histograms of mode sample, {@code [fork][iteration][[value, count], ...]}: each iteration's
 * mean, which is JMH's own score, and each fork's percentiles. JMH's buffers over-weight rare
 * outliers, on both sides of a comparison alike; readers are told.
 */
final class SampledForks {
  private static final Map<String, Double> QUANTILES = new LinkedHashMap<>();

  static {
    QUANTILES.put("p50", .5);
    QUANTILES.put("p99", .99);
  }

  private final JsonCursor json;
  private final Map<String, List<double[]>> percentiles = new LinkedHashMap<>();
  private final List<double[]> means = new ArrayList<>();

  SampledForks(JsonCursor json) {
    this.json = json;
    QUANTILES.keySet().forEach(name -> percentiles.put(name, new ArrayList<>()));
  }

  /**
   * Reads all forks.
   *
   * @param into takes the percentiles that some fork has samples enough for, one value a fork
   * @return the mean of each iteration
   */
  double[][] means(Map<String, double[][]> into) throws BadInput {
    json.elements("raw data: an array of forks", this::fork);
    percentiles.forEach(
        (name, forks) -> {
          if (forks.stream().anyMatch(fork -> fork.length > 0)) {
            into.put(name, forks.toArray(double[][]::new));
          }
        });
    return means.toArray(double[][]::new);
  }

  private void fork() throws BadInput {
    List<Double> iterations = new ArrayList<>();
    TreeMap<Double, Double> samples = new TreeMap<>();
    json.elements("a fork: an array of iterations", () -> iterations.add(iteration(samples)));
    means.add(iterations.stream().mapToDouble(Double::doubleValue).toArray());
    double total = samples.values().stream().mapToDouble(Double::doubleValue).sum();
    QUANTILES.forEach(
        (name, quantile) ->
            percentiles
                .get(name)
                .add(
                    Percentiles.admissible((long) total, quantile)
                        ? new double[] {atQuantile(samples, quantile * total)}
                        : new double[0]));
  }

  private double iteration(Map<Double, Double> samples) throws BadInput {
    double[] sums = new double[2];
    json.elements("an iteration: an array of [value, count]", () -> pair(sums, samples));
    return sums[1] > 0 ? sums[0] / sums[1] : Double.NaN;
  }

  private void pair(double[] sums, Map<Double, Double> samples) throws BadInput {
    json.expect(JsonToken.START_ARRAY, "[value, count]");
    json.next();
    double value = json.number();
    json.next();
    double count = json.number();
    json.next();
    json.expect(JsonToken.END_ARRAY, "[value, count]");
    if (!(count >= 1)) {
      throw json.bad("a count below 1");
    }
    sums[0] += value * count;
    sums[1] += count;
    samples.merge(value, count, Double::sum);
  }

  private static double atQuantile(TreeMap<Double, Double> samples, double rank) {
    double seen = 0;
    for (Map.Entry<Double, Double> one : samples.entrySet()) {
      seen += one.getValue();
      if (seen >= rank - 1e-9 * rank) {
        return one.getKey();
      }
    }
    return samples.lastKey();
  }
}
