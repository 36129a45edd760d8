package dev.tare.experiment.concurrent;

import dev.tare.result.SeriesKey;

/** A benchmark, and which of its figures is the score. */
public interface Scored {
  /** Returns a regular expression for the benchmark's full name. */
  String benchmark();

  /** Returns the metric of its score; {@link SeriesKey#PRIMARY} for the score itself. */
  String metric();

  default boolean isScore(SeriesKey key) {
    return key.metric().equals(metric()) && isOwn(key);
  }

  /** Tells whether a series is one of its benchmark's, whatever the metric. */
  default boolean isOwn(SeriesKey key) {
    return key.benchmark().matches(benchmark() + ".*");
  }
}
