package dev.tare.profiles;

import java.util.Arrays;
import java.util.Locale;

/**
 * Describes how often and how long is measured, in slices of 100 ms of a longer recording.
 *
 * @param forks JVM starts, from 2
 * @param warmup slices at the start of a fork that do not count
 * @param iterations of each fork
 * @param slices in an iteration
 */
record Plan(int forks, int warmup, int iterations, int slices) {
  static final double SLICE_SECONDS = .1;

  /** The slices that a fork takes. */
  int length() {
    return warmup + iterations * slices;
  }

  /** Returns what a benchmark takes in all, given what starting a JVM takes. */
  double seconds(double startSeconds) {
    return forks * (startSeconds + length() * SLICE_SECONDS);
  }

  /**
   * The summary of a fork that is cut to this plan: the median over its iterations of ln(rate).
   *
   * @param rates operations per time in each slice, at least {@link #length()}
   */
  double summary(double[] rates) {
    double[] logs = new double[iterations];
    for (int i = 0; i < iterations; i++) {
      int from = warmup + i * slices;
      logs[i] = Math.log(Arrays.stream(rates, from, from + slices).average().orElseThrow());
    }
    Arrays.sort(logs);
    return (logs[(iterations - 1) / 2] + logs[iterations / 2]) / 2;
  }

  String text() {
    return String.format(
        Locale.ROOT,
        "%d x (%.1f s + %d x %.1f s)",
        forks,
        warmup * SLICE_SECONDS,
        iterations,
        slices * SLICE_SECONDS);
  }
}
