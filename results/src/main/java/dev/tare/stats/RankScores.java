package dev.tare.stats;

import java.util.Arrays;

/**
 * Ranks with ties, twice over, so that a shared rank is a whole number too.
 *
 * @param doubled twice the mid-rank of each value, in the order of the values
 * @param sorted the same, ascending
 * @param tied whether any two values share a rank
 */
@SuppressWarnings("ArrayRecordComponent") // Numbers on their way into a test; never compared.
record RankScores(int[] doubled, int[] sorted, boolean tied) {
  /**
   * Values that differ by less are the same: logarithms of equal measurements differ by rounding.
   */
  private static final double ROUNDING = 1e-12;

  static RankScores of(double[] values) {
    int n = values.length;
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (i, j) -> Double.compare(values[i], values[j]));
    int[] doubled = new int[n];
    int[] sorted = new int[n];
    boolean tied = false;
    int from = 0;
    while (from < n) {
      int to = from + 1;
      while (to < n && values[order[to]] - values[order[to - 1]] <= ROUNDING) {
        to++;
      }
      for (int k = from; k < to; k++) {
        doubled[order[k]] = from + 1 + to;
        sorted[k] = from + 1 + to;
      }
      tied |= to - from > 1;
      from = to;
    }
    return new RankScores(doubled, sorted, tied);
  }
}
