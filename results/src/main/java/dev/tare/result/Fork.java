package dev.tare.result;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One JVM start in one trial of an environment: the unit of replication.
 *
 * @param index its place in the file, from 0; forks without a value of the metric are left out, so
 *     that indices may have gaps
 * @param block the randomised block it belongs to, from 1; absent where no schedule says it
 * @param iterations in the order in which they ran, at least one
 * @param histogram the fork's latencies, all iterations and threads; absent where none was kept
 */
public record Fork(
    int index, OptionalInt block, List<Iteration> iterations, Optional<LatencyCounts> histogram) {
  public Fork {
    iterations = List.copyOf(iterations);
  }

  /** The mean of its iterations. */
  public double mean() {
    return iterations.stream().mapToDouble(Iteration::value).average().orElseThrow();
  }

  public Fork withBlock(OptionalInt other) {
    return new Fork(index, other, iterations, histogram);
  }

  public Fork withIndex(int other) {
    return new Fork(other, block, iterations, histogram);
  }

  public Fork withHistogram(LatencyCounts counts) {
    return new Fork(index, block, iterations, Optional.of(counts));
  }
}
