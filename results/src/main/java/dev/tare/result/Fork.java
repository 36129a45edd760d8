package dev.tare.result;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * One JVM start in one trial of an environment: the unit of replication.
 *
 * @param index its place in the file, from 0; forks without a value of the metric are left out, so
 *     that indices may have gaps
 * @param block the randomised block it belongs to, from 1; absent where no schedule says it
 * @param iterations in the order in which they ran, at least one
 * @param histogram the fork's latencies, all iterations and threads; absent where none was kept
 * @param node the machine of a fleet whose figure stands for a fork; absent where it is a fork
 */
public record Fork(
    int index,
    OptionalInt block,
    List<Iteration> iterations,
    Optional<LatencyCounts> histogram,
    Optional<String> node) {
  /**
   * Is far more than chance takes: of a thousand runs of one program, in ns, some have the same
   * eight digits.
   */
  private static final int TELLING_DIGITS = 12;

  public Fork {
    iterations = List.copyOf(iterations);
  }

  public Fork(
      int index, OptionalInt block, List<Iteration> iterations, Optional<LatencyCounts> histogram) {
    this(index, block, iterations, histogram, Optional.empty());
  }

  /** Returns what tells it from the others of its series. */
  public String name() {
    return node.orElse(String.valueOf(index));
  }

  /** The mean of its iterations. */
  public double mean() {
    return iterations.stream().mapToDouble(Iteration::value).average().orElseThrow();
  }

  /**
   * Tells whether another fork is this one again: it has the same values to the last digit, and
   * these have so many digits that it is no coincidence. Whole numbers that stay the same may well
   * be alike.
   */
  public boolean isAgain(Fork other) {
    return isTelling()
        && iterations.size() == other.iterations.size()
        && IntStream.range(0, iterations.size())
            .allMatch(i -> iterations.get(i).value() == other.iterations.get(i).value());
  }

  /** Tells whether no other fork has the same values by chance. */
  public boolean isTelling() {
    double[] values = iterations.stream().mapToDouble(Iteration::value).distinct().toArray();
    int digits = Arrays.stream(values).mapToInt(Fork::digits).sum();
    return digits >= TELLING_DIGITS && (values.length > 1 || values[0] % 1 != 0);
  }

  private static int digits(double value) {
    return Double.isFinite(value) ? BigDecimal.valueOf(value).stripTrailingZeros().precision() : 0;
  }

  /** Returns the same with values that are so many times as large; its latencies stay ns. */
  Fork times(double factor) {
    return new Fork(
        index,
        block,
        iterations.stream().map(one -> new Iteration(one.value() * factor, one.noise())).toList(),
        histogram,
        node);
  }

  public Fork withBlock(OptionalInt other) {
    return new Fork(index, other, iterations, histogram, node);
  }

  public Fork withIndex(int other) {
    return new Fork(other, block, iterations, histogram, node);
  }

  public Fork withHistogram(LatencyCounts counts) {
    return new Fork(index, block, iterations, Optional.of(counts), node);
  }
}
