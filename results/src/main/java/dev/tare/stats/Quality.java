package dev.tare.stats;

/**
 * Holds what explains a wide interval; it withholds no verdict.
 *
 * @param noisy whether more than 20 % of a side's iterations waited for the CPU
 * @param unsteady whether {@link Steadiness#unsteady} holds
 */
public record Quality(boolean noisy, boolean unsteady) {
  /** Nothing does, or nothing is known. */
  public static final Quality GOOD = new Quality(false, false);
}
