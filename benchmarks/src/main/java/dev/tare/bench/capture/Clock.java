package dev.tare.bench.capture;

import dev.tare.probe.Probe;
import java.util.Map;

/**
 * The clock that operations are timed with, calibrated once in each fork: for 20 ms or a million
 * reads, whichever ends first.
 *
 * @param latencyNs the cost of one read, ns
 * @param granularityNs the median of the non-zero steps between reads, ns
 * @param p9999Ns the 99.99th percentile of the steps, ns; 65536 stands for longer
 * @param backward how often it went back
 */
record Clock(double latencyNs, long granularityNs, long p9999Ns, long backward) {
  private static final int MOST_READS = 1_000_000;
  private static volatile boolean limited;

  /** Is this fork's clock. */
  static Clock calibrated() {
    return Calibration.RESULT;
  }

  /** Notes that operations of this fork are too short to be timed one by one. */
  static void markLimited() {
    limited = true;
  }

  static boolean isLimited() {
    return limited;
  }

  private static final class Calibration {
    static final Clock RESULT = calibrate();

    private static Clock calibrate() {
      try (Probe clock = Probe.open("clock", Map.of())) {
        clock.batch(MOST_READS);
        return new Clock(
            clock.counter("latencyPs") / 1000.0,
            clock.counter("granularityNs"),
            clock.counter("p9999Ns"),
            clock.counter("backward"));
      }
    }
  }
}
