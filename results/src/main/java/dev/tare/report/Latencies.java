package dev.tare.report;

import dev.tare.result.Fork;
import dev.tare.result.LatencyCounts;
import dev.tare.result.Series;
import dev.tare.stats.Interval;
import dev.tare.stats.PercentileBootstrap;
import dev.tare.stats.Percentiles;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Draws percentile curves of merged histograms, with a bootstrap band over the forks' own
 * percentiles. The figures of tables are not read off them: those are the percentiles' own series.
 */
final class Latencies {
  private static final int STEPS_A_DECADE = 12;
  private static final long SEED = 1;

  private Latencies() {}

  /**
   * Returns those of all forks that kept their latencies; absent where none did.
   *
   * @param percentiles as tables have them
   */
  static Optional<ReportData.Latency> of(Series series, List<ReportData.Percentile> percentiles) {
    List<LatencyCounts> forks =
        series.forks().stream().map(Fork::histogram).flatMap(Optional::stream).toList();
    Optional<LatencyCounts> merged = forks.stream().reduce(LatencyCounts::plus);
    return merged
        .filter(counts -> counts.total() > 0)
        .map(counts -> latency(counts, forks, percentiles));
  }

  private static ReportData.Latency latency(
      LatencyCounts merged, List<LatencyCounts> forks, List<ReportData.Percentile> percentiles) {
    long total = merged.total();
    double last = Math.log10(total);
    int steps = (int) Math.ceil(last * STEPS_A_DECADE);
    List<double[]> curve =
        IntStream.rangeClosed(0, steps)
            .parallel()
            .mapToObj(step -> point(merged, forks, Math.min((double) step / STEPS_A_DECADE, last)))
            .toList();
    int solid =
        (int)
            IntStream.rangeClosed(0, steps)
                .mapToDouble(step -> Math.min((double) step / STEPS_A_DECADE, last))
                .filter(decades -> Percentiles.admissible(total, quantile(decades)))
                .count();
    return new ReportData.Latency(total, forks.size(), curve, solid, percentiles);
  }

  private static double[] point(LatencyCounts merged, List<LatencyCounts> forks, double decades) {
    double quantile = quantile(decades);
    double[] each =
        forks.stream()
            .filter(fork -> Percentiles.admissible(fork.total(), quantile))
            .mapToDouble(fork -> fork.atQuantile(quantile))
            .toArray();
    double at = Math.round(decades * 1000) / 1000.0;
    long ns = merged.atQuantile(quantile);
    Interval band =
        each.length == forks.size() ? PercentileBootstrap.ci95(each, SEED) : Interval.UNBOUNDED;
    return band.bounded()
        ? new double[] {at, ns, Quantity.stable(band.low()), Quantity.stable(band.high())}
        : new double[] {at, ns};
  }

  private static double quantile(double decades) {
    return 1 - Math.pow(10, -decades);
  }
}
