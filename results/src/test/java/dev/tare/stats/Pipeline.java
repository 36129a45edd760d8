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
 * @param order the order of a run's trials
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

  /** One trial: which block it belongs to, and whether it is B's. */
  record Trial(int block, boolean isB) {}

  /** The order in which a run measures its two sides. */
  interface Order {
    Trial[] trials(RandomGenerator random, int forks);

    static Trial[] randomisedBlocks(RandomGenerator random, int forks) {
      Trial[] trials = new Trial[2 * forks];
      for (int block = 0; block < forks; block++) {
        boolean firstIsB = random.nextBoolean();
        trials[2 * block] = new Trial(block, firstIsB);
        trials[2 * block + 1] = new Trial(block, !firstIsB);
      }
      return trials;
    }

    static Trial[] allOfAFirst(RandomGenerator random, int forks) {
      Trial[] trials = new Trial[2 * forks];
      Arrays.setAll(trials, i -> new Trial(i / forks, i >= forks));
      return trials;
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
