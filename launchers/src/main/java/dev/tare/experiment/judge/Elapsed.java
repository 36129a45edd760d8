package dev.tare.experiment.judge;

import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** How much of the time that a run may take is over, since this was made. */
final class Elapsed {
  private static final long NS_PER_MS = 1_000_000;

  private final LongSupplier clock;
  private final long startNs;

  /**
   * @param clock ns, of {@link System#nanoTime} but in tests
   */
  Elapsed(LongSupplier clock) {
    this.clock = clock;
    this.startNs = clock.getAsLong();
  }

  /**
   * Whether it would be over.
   *
   * @param budgetMs absent: never
   * @param moreMs that are to follow
   */
  boolean isOver(OptionalLong budgetMs, long moreMs) {
    long spentMs = (clock.getAsLong() - startNs) / NS_PER_MS;
    return budgetMs.isPresent() && spentMs + moreMs > budgetMs.getAsLong();
  }
}
