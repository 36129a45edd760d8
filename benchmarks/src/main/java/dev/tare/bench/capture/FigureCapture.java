package dev.tare.bench.capture;

import dev.tare.result.OperationMetrics;
import dev.tare.stats.Percentiles;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The figures that benchmarks gave to {@link Timed}: rates and counts, one value an iteration, and
 * of each kind of operation one mean and one percentile of the whole fork.
 */
final class FigureCapture implements Capture {
  private static final double P99 = .99;

  private final Map<OperationMetrics, Histogram> kinds = new LinkedHashMap<>();

  @Override
  public void end(Sink sink) {
    ForkRecord.figures().forEach(sink::iteration);
    ForkRecord.addKindsTo(kinds);
  }

  @Override
  public void endFork(Sink sink) {
    kinds.forEach(
        (kind, all) -> {
          if (all.getTotalCount() > 0) {
            sink.fork(kind.mean(), all.getMean());
          }
          if (Percentiles.admissible(all.getTotalCount(), P99)) {
            sink.fork(kind.p99(), all.getValueAtPercentile(100 * P99));
          }
        });
  }
}
