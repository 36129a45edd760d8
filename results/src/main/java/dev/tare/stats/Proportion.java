package dev.tare.stats;

/** Reckons with how often something happened of so many times. */
public final class Proportion {
  private static final double Z = 1.959963984540054;

  private Proportion() {}

  /**
   * Returns the 95 % interval of Wilson (J. Am. Stat. Assoc. 22, 1927), which also has one where it
   * happened never or always.
   *
   * @param times how often, 0 to {@code of}
   * @param of at least 1
   */
  public static Interval ci95(long times, long of) {
    double share = (double) times / of;
    double square = Z * Z / of;
    double half = Z * Math.sqrt(share * (1 - share) / of + square / of / 4);
    return new Interval(
        Math.max(0, (share + square / 2 - half) / (1 + square)),
        Math.min(1, (share + square / 2 + half) / (1 + square)));
  }
}
