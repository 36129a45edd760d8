package dev.tare.stats;

/**
 * What speaks against the forks of a comparison.
 *
 * @param noisy whether {@link NoiseFilter.Filtered#noisy()} holds for a side
 * @param unsteady whether {@link Steadiness#unsteady} holds for a side
 */
public record Quality(boolean noisy, boolean unsteady) {
  /** Nothing speaks against them, or nothing is known. */
  public static final Quality GOOD = new Quality(false, false);
}
