package dev.tare.experiment.concurrent;

import dev.tare.experiment.BackgroundLoads;
import dev.tare.experiment.Words;
import dev.tare.launch.MemoryPool;
import dev.tare.launch.PoolReading;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Watches the pool of memory of a concurrent run: what it counts between two moments while all of
 * its environments measure, and who is gone because the kernel killed in it. That is an answer,
 * which the others need not end for. Without a pool, or without a kill that nobody has been lost
 * for yet, whoever is gone has failed.
 */
final class PoolWatch implements BackgroundLoads.Excuse {
  private final HostReader host;
  private final Optional<MemoryPool> pool;
  private final OptionalLong hostKillsBefore;
  private final Map<String, String> whyByRole = new TreeMap<>();
  private PoolReading last = PoolReading.NONE;
  private Moment from;
  private Moment to;

  private record Moment(
      PoolReading pool, OptionalLong hostSwappedIn, OptionalLong hostSwappedOut, long ns) {}

  /**
   * @param pool absent: nothing is counted
   */
  PoolWatch(HostReader host, Optional<MemoryPool> pool) {
    this.host = host;
    this.pool = pool;
    this.hostKillsBefore = host.memoryKills();
    this.from = new Moment(PoolReading.NONE, OptionalLong.empty(), OptionalLong.empty(), 0);
    this.to = from;
  }

  void begin() throws IOException {
    from = pool.isPresent() ? now(pool.get()) : from;
  }

  void end() throws IOException {
    to = pool.isPresent() ? now(pool.get()) : to;
  }

  private Moment now(MemoryPool there) throws IOException {
    return new Moment(
        there.read(), host.vmstat("pswpin"), host.vmstat("pswpout"), System.nanoTime());
  }

  /**
   * Returns what the pool went through; absent without one.
   *
   * @param members how many were to be made
   */
  Optional<PoolOutcome> outcome(int members) throws IOException {
    if (pool.isEmpty()) {
      return Optional.empty();
    }
    PoolReading before = from.pool();
    PoolReading after = to.pool();
    OptionalDouble own =
        sum(
            rate(before.swappedIn(), after.swappedIn()),
            rate(before.swappedOut(), after.swappedOut()));
    OptionalDouble hosts =
        sum(
            rate(from.hostSwappedIn(), to.hostSwappedIn()),
            rate(from.hostSwappedOut(), to.hostSwappedOut()));
    return Optional.of(
        new PoolOutcome(
            look(),
            rate(before.reclaimed(), after.reclaimed()),
            rate(before.returned(), after.returned()),
            own.isPresent() ? own : hosts,
            members,
            whyByRole.size(),
            host.hasSwap()));
  }

  private OptionalDouble rate(OptionalLong before, OptionalLong after) {
    return rate(before, after, (to.ns() - from.ns()) / 1e9);
  }

  /** Returns what a counter rose by a second; absent where it was not told, or for no time. */
  static OptionalDouble rate(OptionalLong before, OptionalLong after, double seconds) {
    return before.isPresent() && after.isPresent() && seconds > 0
        ? OptionalDouble.of(Math.max(0, after.getAsLong() - before.getAsLong()) / seconds)
        : OptionalDouble.empty();
  }

  /** Returns both together; absent where either is. */
  static OptionalDouble sum(OptionalDouble a, OptionalDouble b) {
    return a.isPresent() && b.isPresent()
        ? OptionalDouble.of(a.getAsDouble() + b.getAsDouble())
        : OptionalDouble.empty();
  }

  @Override
  public boolean excuses(String role, String why) throws IOException {
    if (pool.isEmpty() || whyByRole.size() >= kills()) {
      return false;
    }
    whyByRole.put(role, "killed, its pool had no memory left: " + why);
    return true;
  }

  /**
   * Counts them: in version 1 that of a machine that was killed while it was made is gone with its
   * group; the host's own count still has it.
   */
  private long kills() throws IOException {
    long own = look().kills().orElse(0);
    OptionalLong now = host.memoryKills();
    boolean seen = last.version() == 1 && hostKillsBefore.isPresent() && now.isPresent();
    return seen ? Math.max(own, now.getAsLong() - hostKillsBefore.getAsLong()) : own;
  }

  /** Reads the pool again: environments that end take their counts along. */
  private PoolReading look() throws IOException {
    if (pool.isPresent()) {
      PoolReading now = pool.get().read();
      last = now.kills().orElse(0) < last.kills().orElse(0) ? now.withKills(last.kills()) : now;
    }
    return last;
  }

  Map<String, String> whyByRole() {
    return Map.copyOf(whyByRole);
  }

  /** All who are gone in one line; absent where nobody is. */
  Optional<String> line(int members) {
    if (whyByRole.isEmpty()) {
      return Optional.empty();
    }
    String of = last.limitBytes().isPresent() ? Words.bytes(last.limitBytes().getAsLong()) : "all";
    return Optional.of(
        whyByRole.size()
            + " of "
            + members
            + (whyByRole.size() == 1 ? " was" : " were")
            + " killed: the pool of "
            + of
            + " had no memory left, and the host has no "
            + (host.hasSwap() ? "more swap for it" : "swap"));
  }
}
