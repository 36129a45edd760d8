package dev.tare.experiment.concurrent;

import dev.tare.experiment.BackgroundLoads;
import dev.tare.experiment.Words;
import dev.tare.launch.MemoryPool;
import dev.tare.launch.PoolReading;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Tells who of a concurrent run is gone because the kernel killed in its pool: an answer, which the
 * others need not end for. Without a pool, or without a kill that nobody has been lost for yet,
 * whoever is gone has failed.
 */
final class Losses implements BackgroundLoads.Excuse {
  private final Optional<MemoryPool> pool;
  private final HostReader host;
  private final OptionalLong hostBefore;
  private final Map<String, String> whyByRole = new TreeMap<>();
  private PoolReading last = PoolReading.NONE;

  Losses(Optional<MemoryPool> pool, HostReader host) {
    this.pool = pool;
    this.host = host;
    this.hostBefore = host.memoryKills();
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
   * Returns it in version 1 the count of a machine that was killed while it was made is gone with
   * its group; the host's own count still has it.
   */
  private long kills() throws IOException {
    long own = look().kills().orElse(0);
    OptionalLong now = host.memoryKills();
    boolean seen = last.version() == 1 && hostBefore.isPresent() && now.isPresent();
    return seen ? Math.max(own, now.getAsLong() - hostBefore.getAsLong()) : own;
  }

  /** Reads the pool again: environments that end take their counts along. */
  PoolReading look() throws IOException {
    if (pool.isPresent()) {
      PoolReading now = pool.get().read();
      last = now.kills().orElse(0) < last.kills().orElse(0) ? now.withKills(last.kills()) : now;
    }
    return last;
  }

  /** Tells why each is gone, by role. */
  Map<String, String> whyByRole() {
    return Map.copyOf(whyByRole);
  }

  int count() {
    return whyByRole.size();
  }

  /** All of them in one line; absent where nobody is gone. */
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
