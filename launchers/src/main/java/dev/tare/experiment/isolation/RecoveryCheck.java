package dev.tare.experiment.isolation;

import dev.tare.proc.HostState;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Proves that the host survived a neighbour: it is as it was before, or says what is not. */
final class RecoveryCheck {
  /** Says how long a host may take to be as it was before a bomb, s. */
  static final double LONGEST_SECONDS = 60;

  private static final long LOOK_MS = 250;

  private final Supplier<HostState> host;
  private final LongSupplier clock;
  private final HostState before;

  /**
   * Takes the host's state now.
   *
   * @param clock ns
   */
  RecoveryCheck(Supplier<HostState> host, LongSupplier clock) {
    this.host = host;
    this.clock = clock;
    this.before = host.get();
  }

  /**
   * Waits until the host is back.
   *
   * @return how long it took, s; absent where it was not back in time
   */
  OptionalDouble await() throws InterruptedException {
    long start = clock.getAsLong();
    while (true) {
      boolean back = missing().isEmpty();
      double seconds = (clock.getAsLong() - start) / 1e9;
      if (back || seconds > LONGEST_SECONDS) {
        return back ? OptionalDouble.of(seconds) : OptionalDouble.empty();
      }
      Thread.sleep(LOOK_MS);
    }
  }

  List<String> missing() {
    return host.get().missingSince(before);
  }

  /**
   * Tells whether it is so far from what it was that nothing more may be tried on it: twice as many
   * processes, or half of the memory. A little less than before may be others' doing.
   */
  boolean isInDanger() {
    HostState now = host.get();
    return now.processes() > 2 * before.processes()
        || now.availableBytes().orElse(0) < before.availableBytes().orElse(0) / 2;
  }
}
