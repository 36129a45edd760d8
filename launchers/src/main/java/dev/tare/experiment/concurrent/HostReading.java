package dev.tare.experiment.concurrent;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Describes what of the host is in use at one moment.
 *
 * @param availableBytes memory that could be had without swapping, MemAvailable of /proc/meminfo;
 *     absent before Linux 3.14
 * @param pssBytes the guests' proportional share of memory, the sum of Pss over
 *     /proc/PID/smaps_rollup of their processes; absent where one may not be read
 * @param groupBytes what the guests' control groups are charged for, page cache included
 *     (memory.usage_in_bytes, memory.current); absent where they have none of their own
 * @param tasks processes and threads, the second number of /proc/loadavg's fourth column; absent
 *     where that is unreadable
 * @param diskBytes what is free where guests keep their files; absent where that cannot be told
 */
public record HostReading(
    OptionalLong availableBytes,
    OptionalLong pssBytes,
    OptionalLong groupBytes,
    OptionalLong tasks,
    OptionalLong diskBytes) {
  /** Tells how much less memory is available than before, bytes; absent where that is not told. */
  public OptionalDouble takenSince(HostReading before) {
    return before.availableBytes.isPresent() && availableBytes.isPresent()
        ? OptionalDouble.of(before.availableBytes.getAsLong() - availableBytes.getAsLong())
        : OptionalDouble.empty();
  }

  /** A figure as statistics take it. */
  public static OptionalDouble real(OptionalLong value) {
    return value.isPresent() ? OptionalDouble.of(value.getAsLong()) : OptionalDouble.empty();
  }
}
