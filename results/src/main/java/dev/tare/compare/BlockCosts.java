package dev.tare.compare;

import dev.tare.result.Direction;
import dev.tare.result.Series;
import dev.tare.stats.Comparison;
import dev.tare.stats.GeometricMean;
import dev.tare.stats.TwoTests;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Holds what something cost in each fork, as logarithms, more is worse: a score of which more is
 * better is turned around. Forks without a figure above 0 are left out.
 *
 * @param blocks the block of each; their numbers mean something only inside one run
 */
@SuppressWarnings("ArrayRecordComponent") // Numbers on their way into a test; never compared.
record BlockCosts(int[] blocks, double[] logs) {
  /** Returns those of a series, in base units. */
  static BlockCosts of(Series series) {
    double[] forks = SeriesSummary.forkSummaries(series);
    double sign = series.direction() == Direction.HIGHER ? -1 : 1;
    int[] kept = IntStream.range(0, forks.length).filter(fork -> forks[fork] > 0).toArray();
    return new BlockCosts(
        Arrays.stream(kept).map(fork -> block(series, fork)).toArray(),
        Arrays.stream(kept)
            .mapToDouble(fork -> sign * Math.log(series.unit().normalise(forks[fork])))
            .toArray());
  }

  private static int block(Series series, int fork) {
    return series.forks().get(fork).block().orElse(series.forks().get(fork).index());
  }

  boolean isEmpty() {
    return logs.length == 0;
  }

  /** Returns how many times as much it cost as another, of the blocks that both have. */
  BlockCosts over(BlockCosts other) {
    int[] kept =
        IntStream.range(0, logs.length).filter(fork -> other.at(blocks[fork]) >= 0).toArray();
    return new BlockCosts(
        Arrays.stream(kept).map(fork -> blocks[fork]).toArray(),
        Arrays.stream(kept)
            .mapToDouble(fork -> logs[fork] - other.logs[other.at(blocks[fork])])
            .toArray());
  }

  private int at(int block) {
    return IntStream.range(0, blocks.length).filter(i -> blocks[i] == block).findFirst().orElse(-1);
  }

  /** Compares it with another, as all that was measured in one run is compared. */
  Comparison against(BlockCosts other) {
    return TwoTests.ofBlocks(other.blocks, other.logs, blocks, logs);
  }

  GeometricMean mean() {
    return GeometricMean.of(logs);
  }
}
