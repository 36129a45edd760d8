package dev.tare.bench.capture;

import dev.tare.probe.Durations;

/**
 * Durations kept as {@link Timed} keeps them and emitted nowhere: what the cost of keeping is
 * measured with.
 */
public final class Drained {
  private final ThreadRecord record = new ThreadRecord();
  private long count;

  /**
   * Adds the first {@code values} durations.
   *
   * @return how many were added since this was made
   */
  public long add(Durations durations, int values) {
    durations.forEach(values, record::addLatency);
    count += values;
    return count;
  }
}
