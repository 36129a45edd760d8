package dev.tare.bench.capture;

import dev.tare.result.Metrics;
import org.openjdk.jmh.results.AggregationPolicy;

/** The calibration of the fork's clock, and whether it was too slow to time single operations. */
final class ClockCapture implements Capture {
  @Override
  public void endFork(Sink sink) {
    Clock clock = Clock.calibrated();
    sink.accept(Metrics.CLOCK_LATENCY, clock.latencyNs());
    sink.accept(Metrics.CLOCK_GRANULARITY, clock.granularityNs());
    sink.accept(Metrics.CLOCK_P9999, clock.p9999Ns());
    sink.accept(Metrics.CLOCK_BACKWARD, clock.backward(), AggregationPolicy.SUM);
    sink.accept(Metrics.TIMER_LIMITED, Clock.isLimited() ? 1 : 0, AggregationPolicy.MAX);
  }
}
