package dev.tare.compare;

import dev.tare.result.Noise;
import java.util.EnumSet;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Says when an iteration is flagged. A flag explains and decides nothing: no iteration is ever
 * dropped, for a fork's median does that work already.
 *
 * @param threads of the benchmark, at least 1
 * @param cpus that the counters of the system sum over; absent where unknown: then these flag
 *     nothing
 * @param tau the smallest change that matters, a fraction: a share above it is a flag
 */
public record NoiseRule(int threads, OptionalInt cpus, double tau) {
  /** More than this share of a side's flagged iterations makes it noisy. */
  public static final double MOST_FLAGGED = .2;

  /** Steal is counted in ticks of 10 ms; a single one may be the luck of rounding. */
  private static final double TWO_TICKS_NS = 2e7;

  private static final double NS_PER_US = 1000;

  /** Tells whether anything that could flag an iteration was counted. */
  static boolean isRecorded(Noise noise) {
    return noise.wallNs().isPresent()
        && (noise.runDelayNs().isPresent()
            || noise.stealNs().isPresent()
            || noise.throttledUs().isPresent());
  }

  /** Says why an iteration is flagged; empty where it is not. */
  public Set<NoiseCause> flags(Noise noise) {
    Set<NoiseCause> flags = EnumSet.noneOf(NoiseCause.class);
    if (noise.wallNs().isEmpty()) {
      return flags;
    }
    double wallNs = noise.wallNs().getAsDouble();
    addIf(flags, NoiseCause.RUN_DELAY, noise.runDelayNs(), tau * wallNs * threads);
    if (cpus.isPresent()) {
      double all = tau * wallNs * cpus.getAsInt();
      addIf(flags, NoiseCause.THROTTLED, noise.throttledUs(), all / NS_PER_US);
      if (noise.stealNs().orElse(0) >= TWO_TICKS_NS) {
        addIf(flags, NoiseCause.STEAL, noise.stealNs(), all);
      }
    }
    return flags;
  }

  private static void addIf(
      Set<NoiseCause> flags, NoiseCause cause, OptionalDouble value, double limit) {
    if (value.isPresent() && value.getAsDouble() > limit) {
      flags.add(cause);
    }
  }
}
