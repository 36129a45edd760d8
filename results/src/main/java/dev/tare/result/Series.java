package dev.tare.result;

import java.util.List;

/**
 * One metric of one benchmark, run in one way, in one environment.
 *
 * @param key all its dimensions
 * @param unit of its values
 * @param direction which way is better: the mode's for a score, the metric's own otherwise
 * @param gated whether a gate may fail on it: scores, and the suite's own metrics that say so
 * @param forks in the order of the file; empty where the file has no value
 * @param conditions what the file says of this benchmark alone: {@code jdk.version}, {@code
 *     jvm.args} and the like; empty where it says nothing
 */
public record Series(
    SeriesKey key,
    Unit unit,
    Direction direction,
    boolean gated,
    List<Fork> forks,
    Facts conditions) {
  public Series {
    forks = List.copyOf(forks);
  }

  /** Returns what its forks are. */
  public Replicate replicate() {
    return forks.stream().anyMatch(fork -> fork.node().isPresent())
        ? Replicate.NODE
        : Replicate.FORK;
  }

  public Series withKey(SeriesKey other) {
    return new Series(other, unit, direction, gated, forks, conditions);
  }

  /** Returns the same in another unit of its dimension. */
  public Series in(Unit other) {
    double factor = unit.toBase() / other.toBase();
    List<Fork> converted = forks.stream().map(fork -> fork.times(factor)).toList();
    return new Series(key, other, direction, gated, converted, conditions);
  }

  public Series withForks(List<Fork> other) {
    return new Series(key, unit, direction, gated, other, conditions);
  }
}
