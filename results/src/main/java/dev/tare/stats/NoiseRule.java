package dev.tare.stats;

import java.util.EnumSet;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How the iterations of a series are flagged, and whether a flag drops them. Both sides of a
 * comparison have to be filtered by the same rule.
 *
 * @param subject what the benchmark is about
 * @param signal causes that the environment under test brings itself, such as a CPU quota, or that
 *     are what an isolation experiment is after: flagged, never dropped
 * @param medianMHz the run's median CPU frequency, MHz; absent where unknown
 */
public record NoiseRule(Subject subject, Set<NoiseCause> signal, OptionalDouble medianMHz) {
  private static final double STOLEN = .01;
  private static final double WAITED = .02;
  private static final double OFF_MEDIAN = .02;
  private static final double NS_PER_US = 1000;

  /** What a benchmark is about, as far as noise goes. */
  public enum Subject {
    /** Computation: flagged iterations are dropped, and a major fault is a flag. */
    CPU,
    /** Memory: flagged iterations are dropped. */
    MEMORY,
    /** Anything that waits as part of its work: flags are only recorded. */
    WAITING
  }

  public NoiseRule {
    signal = Set.copyOf(signal);
  }

  /** Why an iteration is flagged; empty where it is not. */
  public Set<NoiseCause> flags(IterationNoise noise) {
    Set<NoiseCause> flags = EnumSet.noneOf(NoiseCause.class);
    if (noise.wallNs().isPresent()) {
      double wallNs = noise.wallNs().getAsDouble();
      addIf(flags, NoiseCause.STEAL, noise.stealNs(), STOLEN * wallNs);
      addIf(flags, NoiseCause.RUN_DELAY, noise.runDelayNs(), STOLEN * wallNs);
      addIf(flags, NoiseCause.PSI_CPU, noise.psiCpuUs(), WAITED * wallNs / NS_PER_US);
    }
    addIf(flags, NoiseCause.THROTTLED, noise.throttledUs(), 0);
    if (subject == Subject.CPU) {
      addIf(flags, NoiseCause.MAJOR_FAULT, noise.majorFaults(), 0);
    }
    if (medianMHz.isPresent() && noise.freqMHz().isPresent()) {
      double median = medianMHz.getAsDouble();
      double off = Math.abs(noise.freqMHz().getAsDouble() - median);
      addIf(flags, NoiseCause.FREQUENCY, OptionalDouble.of(off), OFF_MEDIAN * median);
    }
    return flags;
  }

  /** Whether an iteration with these flags is dropped. */
  public boolean drops(Set<NoiseCause> flags) {
    return subject != Subject.WAITING && !signal.containsAll(flags);
  }

  private static void addIf(
      Set<NoiseCause> flags, NoiseCause cause, OptionalDouble value, double limit) {
    if (value.isPresent() && value.getAsDouble() > limit) {
      flags.add(cause);
    }
  }
}
