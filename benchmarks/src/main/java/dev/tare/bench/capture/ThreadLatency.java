package dev.tare.bench.capture;

import org.HdrHistogram.Histogram;

/** The latencies of one benchmark thread in one iteration: 1 ns to 1 hour, 3 digits. */
final class ThreadLatency {
  private static final long HOUR_NS = 3_600_000_000_000L;

  private final Histogram histogram = empty();

  /** A histogram of the range that all latencies are kept in. */
  static Histogram empty() {
    return new Histogram(1, HOUR_NS, 3);
  }

  void record(long ns) {
    histogram.recordValue(Math.max(1, Math.min(ns, HOUR_NS)));
  }

  void reset() {
    histogram.reset();
  }

  void addTo(Histogram sum) {
    sum.add(histogram);
  }
}
