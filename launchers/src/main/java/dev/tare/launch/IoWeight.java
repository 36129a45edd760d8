package dev.tare.launch;

/**
 * Turns weights at the disk of cgroup version 1 (10 to 1000) into weights of version 2 (1 to
 * 10000), as runc and crun do. The scheduler BFQ takes version 1's numbers in both.
 */
final class IoWeight {
  private IoWeight() {}

  static long ofVersion1(long weight) {
    return 1 + (weight - 10) * 9999 / 990;
  }

  /**
   * Returns a weight of version 2 in version 1's numbers.
   *
   * @param asked what was asked for, which is the answer where the weight is what becomes of it
   */
  static long toVersion1(long weight, long asked) {
    return weight == ofVersion1(asked) ? asked : 10 + (weight - 1) * 990 / 9999;
  }
}
