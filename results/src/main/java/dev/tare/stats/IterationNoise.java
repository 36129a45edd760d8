package dev.tare.stats;

import java.util.OptionalDouble;

/**
 * What happened around one iteration. Absent is what the environment does not count; it flags
 * nothing.
 *
 * @param wallNs wall time between the readings of the counters, ns, above 0
 * @param stealNs time stolen by the hypervisor, ns
 * @param runDelayNs time runnable but not running, ns
 * @param psiCpuUs time some task waited for a CPU, us
 * @param throttledUs time throttled by a CPU quota, us
 * @param majorFaults page faults that read from disk
 * @param freqMHz mean CPU frequency, MHz
 */
public record IterationNoise(
    OptionalDouble wallNs,
    OptionalDouble stealNs,
    OptionalDouble runDelayNs,
    OptionalDouble psiCpuUs,
    OptionalDouble throttledUs,
    OptionalDouble majorFaults,
    OptionalDouble freqMHz) {
  private static final OptionalDouble ABSENT = OptionalDouble.empty();

  /** An iteration of which nothing is known, as in a file of plain JMH. */
  public static final IterationNoise UNKNOWN =
      new IterationNoise(ABSENT, ABSENT, ABSENT, ABSENT, ABSENT, ABSENT, ABSENT);
}
