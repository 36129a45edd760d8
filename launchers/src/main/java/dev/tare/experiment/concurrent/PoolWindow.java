package dev.tare.experiment.concurrent;

import dev.tare.launch.MemoryPool;
import dev.tare.launch.PoolReading;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Describes what a pool counts between two moments while all of its environments measure. */
final class PoolWindow {
  private final HostReader host;
  private final Optional<MemoryPool> pool;
  private PoolReading from = PoolReading.NONE;
  private PoolReading to = PoolReading.NONE;
  private MemoryWork hostFrom = MemoryWork.parse("");
  private MemoryWork hostTo = MemoryWork.parse("");
  private long fromNs;
  private double seconds;

  /**
   * @param pool absent: nothing is counted
   */
  PoolWindow(HostReader host, Optional<MemoryPool> pool) {
    this.host = host;
    this.pool = pool;
  }

  /** Begins here. */
  void begin() throws IOException {
    if (pool.isPresent()) {
      from = pool.get().read();
      hostFrom = host.memoryWork();
      fromNs = System.nanoTime();
    }
  }

  /** Up to here. */
  void end() throws IOException {
    if (pool.isPresent()) {
      to = pool.get().read();
      hostTo = host.memoryWork();
      seconds = (System.nanoTime() - fromNs) / 1e9;
    }
  }

  /**
   * Returns what was counted.
   *
   * @param members how many were to be made
   * @param losses of them
   * @return absent without a pool
   */
  Optional<PoolOutcome> outcome(int members, Losses losses) throws IOException {
    if (pool.isEmpty()) {
      return Optional.empty();
    }
    OptionalDouble own =
        sum(rate(from.swappedIn(), to.swappedIn()), rate(from.swappedOut(), to.swappedOut()));
    MemoryWork whole = hostTo.since(hostFrom);
    OptionalDouble hosts =
        sum(
            rate(OptionalLong.of(0), whole.swappedIn()),
            rate(OptionalLong.of(0), whole.swappedOut()));
    return Optional.of(
        new PoolOutcome(
            losses.look(),
            rate(from.reclaimed(), to.reclaimed()),
            rate(from.returned(), to.returned()),
            own.isPresent() ? own : hosts,
            members,
            losses.count(),
            host.hasSwap()));
  }

  private OptionalDouble rate(OptionalLong before, OptionalLong after) {
    return PoolOutcome.rate(before, after, seconds);
  }

  private static OptionalDouble sum(OptionalDouble a, OptionalDouble b) {
    return a.isPresent() && b.isPresent()
        ? OptionalDouble.of(a.getAsDouble() + b.getAsDouble())
        : OptionalDouble.empty();
  }
}
