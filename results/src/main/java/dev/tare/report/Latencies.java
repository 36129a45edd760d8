package dev.tare.report;

import dev.tare.result.Fork;
import dev.tare.result.LatencyCounts;
import dev.tare.result.Series;
import dev.tare.stats.Interval;
import dev.tare.stats.PercentileBootstrap;
import dev.tare.stats.Percentiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Percentile curves of merged histograms, and the percentiles with their intervals. */
final class Latencies {
  private static final int STEPS_A_DECADE = 12;
  private static final long SEED = 1;
  private static final Map<String, Double> NAMED = new LinkedHashMap<>();

  static {
    NAMED.put("p50", .5);
    NAMED.put("p90", .9);
    NAMED.put("p99", .99);
    NAMED.put("p99.9", .999);
  }

  private Latencies() {}

  /** Of all forks that kept their latencies; absent where none did. */
  static Optional<ReportData.Latency> of(Series series) {
    List<LatencyCounts> forks =
        series.forks().stream().map(Fork::histogram).flatMap(Optional::stream).toList();
    Optional<LatencyCounts> merged = forks.stream().reduce(LatencyCounts::plus);
    return merged.filter(counts -> counts.total() > 0).map(counts -> latency(counts, forks));
  }

  private static ReportData.Latency latency(LatencyCounts merged, List<LatencyCounts> forks) {
    long total = merged.total();
    List<double[]> curve = new ArrayList<>();
    int solid = 0;
    double last = Math.log10(total);
    for (int step = 0; step <= Math.ceil(last * STEPS_A_DECADE); step++) {
      double decades = Math.min((double) step / STEPS_A_DECADE, last);
      double quantile = 1 - Math.pow(10, -decades);
      curve.add(new double[] {round(decades), merged.atQuantile(quantile)});
      solid = Percentiles.admissible(total, quantile) ? curve.size() : solid;
    }
    return new ReportData.Latency(total, forks.size(), curve, solid, percentiles(forks));
  }

  private static List<ReportData.Percentile> percentiles(List<LatencyCounts> forks) {
    List<ReportData.Percentile> all = new ArrayList<>();
    NAMED.forEach(
        (name, quantile) -> {
          double[] each =
              forks.stream()
                  .filter(fork -> Percentiles.admissible(fork.total(), quantile))
                  .mapToDouble(fork -> fork.atQuantile(quantile))
                  .toArray();
          if (each.length == forks.size()) {
            double mean = Arrays.stream(each).average().orElseThrow();
            Interval interval = PercentileBootstrap.ci95(each, SEED);
            all.add(new ReportData.Percentile(name, Figures.of(mean, interval, each.length, "ns")));
          }
        });
    return all;
  }

  private static double round(double decades) {
    return Math.round(decades * 1000) / 1000.0;
  }
}
