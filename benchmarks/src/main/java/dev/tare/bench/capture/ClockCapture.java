package dev.tare.bench.capture;

import dev.tare.result.Metrics;

/** The calibration of the fork's clock, and whether it was too slow to time single operations. */
final class ClockCapture implements Capture {
  @Override
  public void endFork(Sink sink) {
    Clock clock = Clock.calibrated();
    sink.fork(Metrics.CLOCK_LATENCY, clock.latencyNs());
    sink.fork(Metrics.CLOCK_GRANULARITY, clock.granularityNs());
    sink.fork(Metrics.CLOCK_P9999, clock.p9999Ns());
    sink.largest(Metrics.CLOCK_BACKWARD, clock.backward());
    sink.largest(Metrics.TIMER_LIMITED, Clock.isLimited() ? 1 : 0);
  }
}
