package dev.tare.result.io;

import java.time.Duration;

/** Measures how long this program has been at work, lap by lap; the first begins with it. */
final class StopWatch {
  private long sinceNs = System.nanoTime();

  /** Returns the time since the last lap ended, and begins the next. */
  Duration lap() {
    long now = System.nanoTime();
    Duration lap = Duration.ofNanos(now - sinceNs);
    sinceNs = now;
    return lap;
  }
}
