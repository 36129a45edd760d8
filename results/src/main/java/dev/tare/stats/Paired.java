package dev.tare.stats;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Is the t of differences within blocks. Forks of one run that share a block were taken next to
 * each other, so that a drift of the host cancels.
 */
public final class Paired {
  /** Is the least: from so many shared blocks on, pairing is used instead of Welch's t. */
  public static final int MIN_BLOCKS = 6;

  private Paired() {}

  /**
   * Compares the blocks of two sides; direction as in {@link Welch#compare}.
   *
   * @param logA ln of A's summary in each block, or plain summaries for an absolute difference
   * @param logB B's in the same blocks, in the same order
   */
  public static Comparison compare(double[] logA, double[] logB) {
    if (logA.length != logB.length) {
      throw new IllegalArgumentException(
          "blocks of A: " + logA.length + ", of B: " + logB.length + "; pairs need as many");
    }
    Moments moments = Moments.of(differences(logA, logB));
    int n = moments.n();
    double se = Math.sqrt(moments.squaredError());
    return Comparison.of(true, n, n, moments.mean(), se, n - 1);
  }

  /** Returns B minus A in each block. */
  static double[] differences(double[] logA, double[] logB) {
    double[] differences = new double[logA.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = logB[i] - logA[i];
    }
    return differences;
  }

  /**
   * The values of both sides in the blocks that they share; absent where these are fewer than
   * {@link #MIN_BLOCKS}. Block numbers mean something only inside one run.
   *
   * @param blocksA the block of each of A's forks; several forks of one block count as their mean
   * @param logA as in {@link #compare}, one a fork
   * @param blocksB the block of each of B's forks
   * @param logB the same of B
   */
  static Optional<double[][]> shared(int[] blocksA, double[] logA, int[] blocksB, double[] logB) {
    Map<Integer, Double> a = means(blocksA, logA);
    Map<Integer, Double> b = means(blocksB, logB);
    a.keySet().retainAll(b.keySet());
    b.keySet().retainAll(a.keySet());
    if (a.size() < MIN_BLOCKS) {
      return Optional.empty();
    }
    return Optional.of(new double[][] {values(a), values(b)});
  }

  /** The values of the blocks that the other side has too; all of them where there are none. */
  static double[] kept(int[] blocks, double[] logs, int[] others) {
    Set<Integer> there = Arrays.stream(others).boxed().collect(Collectors.toSet());
    double[] kept =
        IntStream.range(0, logs.length)
            .filter(i -> there.contains(blocks[i]))
            .mapToDouble(i -> logs[i])
            .toArray();
    return kept.length == 0 ? logs : kept;
  }

  private static Map<Integer, Double> means(int[] blocks, double[] logs) {
    if (blocks.length != logs.length) {
      throw new IllegalArgumentException(blocks.length + " blocks for " + logs.length + " forks");
    }
    Map<Integer, double[]> sums = new TreeMap<>();
    for (int i = 0; i < blocks.length; i++) {
      double[] sum = sums.computeIfAbsent(blocks[i], block -> new double[2]);
      sum[0] += logs[i];
      sum[1]++;
    }
    Map<Integer, Double> means = new TreeMap<>();
    sums.forEach((block, sum) -> means.put(block, sum[0] / sum[1]));
    return means;
  }

  private static double[] values(Map<Integer, Double> byBlock) {
    return byBlock.values().stream().mapToDouble(Double::doubleValue).toArray();
  }
}
