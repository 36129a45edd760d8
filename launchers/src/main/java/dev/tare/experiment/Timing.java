package dev.tare.experiment;

/**
 * How long one fork measures.
 *
 * @param warmups iterations before the measured ones, from 0
 * @param warmupMs length of each, ms, from 1
 * @param iterations measured, from 1
 * @param iterationMs length of each, ms, from 1
 */
public record Timing(int warmups, int warmupMs, int iterations, int iterationMs) {
  public Timing {
    atLeast("--warmups", warmups, 0);
    atLeast("--warmup-ms", warmupMs, 1);
    atLeast("--iterations", iterations, 1);
    atLeast("--iteration-ms", iterationMs, 1);
  }

  /** What the iterations of a fork take together, ms. */
  public long forkMs() {
    return (long) warmups * warmupMs + (long) iterations * iterationMs;
  }

  private static void atLeast(String option, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(option + " " + value + ": from " + least);
    }
  }
}
