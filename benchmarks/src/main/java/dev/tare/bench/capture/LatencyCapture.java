package dev.tare.bench.capture;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.HdrHistogram.Histogram;

/** The latencies of this fork: the threads' histograms, merged when an iteration ends. */
final class LatencyCapture {
  private static final int CLOCK_READS_PER_OPERATION = 20;
  private static final List<ThreadLatency> THREADS = new CopyOnWriteArrayList<>();

  private LatencyCapture() {}

  static ThreadLatency newThread() {
    ThreadLatency thread = new ThreadLatency();
    THREADS.add(thread);
    return thread;
  }

  /** Whether an operation of that length may be timed alone; marks the fork where it may not. */
  static boolean isTimeable(double meanNs) {
    boolean timeable = meanNs >= CLOCK_READS_PER_OPERATION * Clock.calibrated().latencyNs();
    if (!timeable) {
      Clock.markLimited();
    }
    return timeable;
  }

  /** The merged latencies of the iteration that just ended. */
  static Histogram iteration() {
    Histogram sum = ThreadLatency.empty();
    THREADS.forEach(thread -> thread.addTo(sum));
    return sum;
  }
}
