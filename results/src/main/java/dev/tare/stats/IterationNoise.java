package dev.tare.stats;

import java.util.OptionalDouble;

/**
 * What happened around one iteration, as far as it is comparable across machines. Absent is what
 * the environment does not count; it flags nothing.
 *
 * @param wallNs wall time between the readings of the counters, ns, above 0
 * @param runDelayNs time that the benchmark's threads were runnable but not running, ns, their sum
 * @param stealNs time stolen by the hypervisor, ns, the sum of all CPUs
 * @param throttledUs time throttled by a CPU quota, us, the sum of all CPUs
 */
public record IterationNoise(
    OptionalDouble wallNs,
    OptionalDouble runDelayNs,
    OptionalDouble stealNs,
    OptionalDouble throttledUs) {
  /** Whether any of the causes was counted. */
  public boolean recorded() {
    return wallNs.isPresent()
        && (runDelayNs.isPresent() || stealNs.isPresent() || throttledUs.isPresent());
  }
}
