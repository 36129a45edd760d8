package dev.tare.experiment.pages;

import dev.tare.experiment.concurrent.ConcurrentOutcome;
import dev.tare.experiment.concurrent.HostReading;
import dev.tare.experiment.concurrent.MergedMemory;
import dev.tare.experiment.concurrent.Together;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Describes what came of a turn.
 *
 * @param idle the host before the first environment was made
 * @param up once all were there and warm; absent where they never were
 * @param settled once their pages were merged, before they went on; with no merging as they came up
 * @param looks one a second while it was scanned, the last at its end; none without merging
 * @param plateau whether all was scanned twice before the time was up
 * @param pageBytes of a page
 * @param merged as their own processes tell it, at the end of the scanning
 * @param together what they gave at work
 */
record PagesResult(
    HostReading idle,
    Optional<HostReading> up,
    Optional<HostReading> settled,
    List<Look> looks,
    boolean plateau,
    long pageBytes,
    Optional<MergedMemory> merged,
    ConcurrentOutcome together)
    implements Together {
  private static final double NS_PER_S = 1e9;

  PagesResult {
    looks = List.copyOf(looks);
  }

  /** Returns what all took of the host's available memory before they went on, bytes. */
  OptionalDouble takenBytes() {
    return taken(settled);
  }

  /** Returns the same while they worked. */
  OptionalDouble loadedBytes() {
    return taken(together.loaded());
  }

  private OptionalDouble taken(Optional<HostReading> then) {
    return then.map(one -> one.takenSince(idle)).orElse(OptionalDouble.empty());
  }

  /**
   * Returns what KSM itself counts as no more needed, bytes: it knows nothing of who else uses
   * memory.
   */
  OptionalDouble savedBytes() {
    return last().stream()
        .mapToDouble(look -> (double) pageBytes * look.counts().saved())
        .findFirst();
  }

  /** Returns what the host's available memory rose by while it was scanned, bytes. */
  OptionalDouble gainedBytes() {
    return last().isPresent() && up.isPresent() && settled.isPresent()
        ? up.get().takenSince(settled.get())
        : OptionalDouble.empty();
  }

  Optional<Look> last() {
    return looks.isEmpty() ? Optional.empty() : Optional.of(looks.get(looks.size() - 1));
  }

  /** Returns the CPU time of ksmd, s. */
  OptionalDouble cpuSeconds() {
    return last().stream()
        .flatMapToLong(look -> look.counts().cpuNs().stream())
        .mapToDouble(ns -> ns / NS_PER_S)
        .findFirst();
  }

  /** Returns what was saved for each second of it, B/s. */
  OptionalDouble savedPerCpu() {
    return savedBytes().isPresent() && cpuSeconds().orElse(0) > 0
        ? OptionalDouble.of(savedBytes().getAsDouble() / cpuSeconds().getAsDouble())
        : OptionalDouble.empty();
  }
}
