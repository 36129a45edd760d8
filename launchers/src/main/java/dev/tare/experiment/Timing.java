package dev.tare.experiment;

import java.util.OptionalInt;

/**
 * Describes how long one fork measures.
 *
 * @param warmups iterations before the measured ones, from 0
 * @param warmupMs length of each, ms, from 1
 * @param iterations measured, from 1
 * @param iterationMs length of each, ms, from 1; with shots what one is expected to take
 * @param shots work of fixed size: how many invocations one iteration is, warm-up or not, from 1,
 *     whose time is the score (JMH's single shot); absent: an iteration lasts as long as said, in
 *     the benchmark's own mode
 */
public record Timing(
    int warmups, int warmupMs, int iterations, int iterationMs, OptionalInt shots) {
  public Timing(int warmups, int warmupMs, int iterations, int iterationMs) {
    this(warmups, warmupMs, iterations, iterationMs, OptionalInt.empty());
  }

  public Timing {
    atLeast("--warmups", warmups, 0);
    atLeast("--warmup-ms", warmupMs, 1);
    atLeast("--iterations", iterations, 1);
    atLeast("--iteration-ms", iterationMs, 1);
    atLeast("--shots", shots.orElse(1), 1);
  }

  /** Returns the same time or less: tests of no figure measure shortly. */
  public static int cut(int ms) {
    return Math.min(ms, Integer.getInteger("tare.mostMs", ms));
  }

  /** Returns the same with iterations of that many invocations. */
  public Timing withShots(int invocations) {
    return new Timing(warmups, warmupMs, iterations, iterationMs, OptionalInt.of(invocations));
  }

  /** Returns what the iterations of a fork take together, ms. */
  public long forkMs() {
    return (long) warmups * warmupMs + (long) iterations * iterationMs;
  }

  private static void atLeast(String option, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(option + " " + value + ": from " + least);
    }
  }
}
