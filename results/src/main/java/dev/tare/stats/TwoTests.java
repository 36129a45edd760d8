package dev.tare.stats;

/**
 * Holds Student's t and ranks side by side: what the gate decides on. Neither is good for every
 * shape of noise, and a p of min(1, 2 min) keeps to the level of both.
 */
public final class TwoTests {
  private TwoTests() {}

  /** Runs Welch's t and Mann-Whitney between independent forks, as {@link Welch#compare}. */
  public static Comparison compare(double[] logA, double[] logB) {
    return Welch.compare(logA, logB).with(MannWhitney.compare(logA, logB));
  }

  /** Runs Student's t and Wilcoxon on the differences within blocks, as {@link Paired#compare}. */
  public static Comparison paired(double[] logA, double[] logB) {
    return Paired.compare(logA, logB).with(SignedRanks.of(Paired.differences(logA, logB)));
  }

  /**
   * Compares paired where the two sides share at least {@link Paired#MIN_BLOCKS} blocks, else as
   * independent forks. What only one of them has in a block is left out, unless they share none: a
   * percentile that only some forks could give is not held against that of other blocks. Block
   * numbers mean something only inside one run: for sides of two runs call {@link #compare}.
   *
   * @param blocksA the block of each of A's forks; several forks of one block count as their mean
   * @param logA as in {@link #compare}, one a fork
   * @param blocksB the block of each of B's forks
   * @param logB the same of B
   */
  public static Comparison ofBlocks(int[] blocksA, double[] logA, int[] blocksB, double[] logB) {
    return Paired.shared(blocksA, logA, blocksB, logB)
        .map(pairs -> paired(pairs[0], pairs[1]))
        .orElseGet(
            () ->
                compare(Paired.kept(blocksA, logA, blocksB), Paired.kept(blocksB, logB, blocksA)));
  }
}
