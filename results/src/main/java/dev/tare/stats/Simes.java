package dev.tare.stats;

import java.util.Arrays;

/**
 * Combines several looks at one thing (Simes 1986): also where they are positively correlated, as
 * benchmarks of one machine are.
 */
public final class Simes {
  private Simes() {}

  /** Returns the probability of all of these without a cause: min over the sorted of m p / rank. */
  public static double of(double[] p) {
    return Arrays.stream(BenjaminiHochberg.adjust(p)).min().orElse(1);
  }
}
