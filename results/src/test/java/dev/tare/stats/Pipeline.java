package dev.tare.stats;

import dev.tare.result.Judging;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * The way from iterations to verdicts, with the parts that a mutant takes out.
 *
 * @param values from the iterations of a side's forks to the values that are compared
 * @param compare the test between the values of two sides
 * @param adjust from p to q
 * @param order the order of a run's visits
 * @param lookAlpha the level of each look of a run that may be topped up
 */
record Pipeline(
    Function<double[][], double[]> values,
    BiFunction<double[], double[], Comparison> compare,
    UnaryOperator<double[]> adjust,
    Order order,
    double lookAlpha) {

  /** What is under test. */
  static final Pipeline TARE =
      new Pipeline(
          Pipeline::summaries,
          TwoTests::compare,
          BenjaminiHochberg::adjust,
          Order::randomisedBlocks,
          Verdicts.ALPHA / Judging.LOOKS);

  /** One visit: which block it belongs to, and whether it is B's. */
  record Visit(int block, boolean isB) {}

  /** The order in which a run visits its two sides. */
  interface Order {
    Visit[] visits(RandomGenerator random, int forks);

    static Visit[] randomisedBlocks(RandomGenerator random, int forks) {
      Visit[] visits = new Visit[2 * forks];
      for (int block = 0; block < forks; block++) {
        boolean firstIsB = random.nextBoolean();
        visits[2 * block] = new Visit(block, firstIsB);
        visits[2 * block + 1] = new Visit(block, !firstIsB);
      }
      return visits;
    }

    static Visit[] allOfAFirst(RandomGenerator random, int forks) {
      Visit[] visits = new Visit[2 * forks];
      Arrays.setAll(visits, i -> new Visit(i / forks, i >= forks));
      return visits;
    }
  }

  Comparison compare(double[][] a, double[][] b) {
    return compare.apply(values.apply(a), values.apply(b));
  }

  Pipeline with(BiFunction<double[], double[], Comparison> mutant) {
    return new Pipeline(values, mutant, adjust, order, lookAlpha);
  }

  Pipeline withValues(Function<double[][], double[]> mutant) {
    return new Pipeline(mutant, compare, adjust, order, lookAlpha);
  }

  Pipeline withAdjust(UnaryOperator<double[]> mutant) {
    return new Pipeline(values, compare, mutant, order, lookAlpha);
  }

  Pipeline withOrder(Order mutant) {
    return new Pipeline(values, compare, adjust, mutant, lookAlpha);
  }

  Pipeline withLookAlpha(double mutant) {
    return new Pipeline(values, compare, adjust, order, mutant);
  }

  private static double[] summaries(double[][] forks) {
    double[] values = ForkSummary.MEDIAN.ofEach(forks);
    return Summaries.of(values, values).a();
  }
}
