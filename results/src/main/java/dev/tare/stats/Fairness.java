package dev.tare.stats;

import java.util.Arrays;

/** Says how evenly something is shared (Jain, Chiu and Hawe 1984, DEC TR-301). */
public final class Fairness {
  private Fairness() {}

  /**
   * Computes Jain's index: the square of the sum over n times the sum of squares.
   *
   * @param shares what each got, at least one, none negative, not all 0
   * @return 1 where all got the same, 1/n where one got everything
   */
  public static double jain(double... shares) {
    if (shares.length == 0 || Arrays.stream(shares).anyMatch(share -> !(share >= 0))) {
      throw new IllegalArgumentException("shares are 0 or more: " + Arrays.toString(shares));
    }
    double sum = Arrays.stream(shares).sum();
    double squares = Arrays.stream(shares).map(share -> share * share).sum();
    if (!(squares > 0)) {
      throw new IllegalArgumentException("nobody got anything");
    }
    return sum * sum / (shares.length * squares);
  }
}
