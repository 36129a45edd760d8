package dev.tare.launch;

import java.util.OptionalLong;

/**
 * Turns CPU shares of cgroup version 1 (2 to 262144, 1024 the default) into weights of version 2 (1
 * to 10000, 100 the default), and back. Engines convert in one of two ways, so a weight that is
 * read back is held against both.
 */
final class CpuWeight {
  private static final long MOST_SHARES = 262_144;
  private static final long MOST_WEIGHT = 10_000;

  private CpuWeight() {}

  /**
   * The straight line between the ends of both ranges, as Kubernetes (KEP-2254) and runc before 1.3
   * draw it; this is what we write.
   */
  static long ofShares(long shares) {
    return 1 + (shares - 2) * (MOST_WEIGHT - 1) / (MOST_SHARES - 2);
  }

  /** Returns the curve through 2:1, 1024:100 and 262144:10000 of runc 1.3 and crun 1.23. */
  static long ofSharesOnCurve(long shares) {
    double log = Math.log(shares) / Math.log(2);
    double exponent = (log * log + 125 * log) / 612.0 - 7.0 / 34.0;
    return (long) Math.ceil(Math.pow(10, exponent));
  }

  /**
   * Returns a weight as shares.
   *
   * @param asked what was asked for, which is the answer where the weight is what an engine makes
   *     of it: several shares have one weight
   * @return else the shares on the straight line
   */
  static long shares(long weight, OptionalLong asked) {
    if (asked.isPresent() && isOf(weight, asked.getAsLong())) {
      return asked.getAsLong();
    }
    return 2 + (weight - 1) * (MOST_SHARES - 2) / (MOST_WEIGHT - 1);
  }

  private static boolean isOf(long weight, long shares) {
    return weight == ofShares(shares) || Math.abs(weight - ofSharesOnCurve(shares)) <= 1;
  }
}
