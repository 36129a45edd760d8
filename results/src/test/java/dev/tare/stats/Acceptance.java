package dev.tare.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.result.Judging;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The acceptance table: what a pipeline must hold in 1000 seeded comparisons of simulated
 * benchmarks, with tau = 3 %. Each method is one row and throws where the row does not hold.
 */
final class Acceptance {
  private static final int COMPARISONS = 1000;
  private static final Tau TAU = Tau.uncalibrated(.03);
  private static final int SERIES = 50;
  private static final int TRULY_SLOWER = 5;
  private static final double FIVE_PERCENT = Math.log(1.05);
  private static final double DRIFT = .06;

  private Acceptance() {}

  static void falseAlarms(Pipeline pipeline, Shape shape, int forks) {
    assertRate(simulated(pipeline, shape, forks, 0, c -> c.tP() < .05), .025, .07);
    assertRate(simulated(pipeline, shape, forks, 0, c -> c.p() < .05), .01, .07);
  }

  static void falseRegressions(Pipeline pipeline, Shape shape, int forks, double most) {
    assertRate(regressed(pipeline, shape, forks, 0), 0, most);
  }

  static void sameIsSeenAsSame(Pipeline pipeline, Shape shape) {
    assertRate(simulated(pipeline, shape, 10, 0, c -> verdict(c) == Verdict.NO_CHANGE), .75, 1);
  }

  static void fivePercentAreFound(Pipeline pipeline, Shape shape, int forks, double least) {
    assertRate(regressed(pipeline, shape, forks, FIVE_PERCENT), least, 1);
  }

  static void tauItselfIsFoundHalfTheTime(Pipeline pipeline, Shape shape) {
    assertRate(regressed(pipeline, shape, 10, Math.log1p(TAU.value())), .43, .57);
  }

  static void coverage(Pipeline pipeline, Shape shape, int forks) {
    assertRate(
        simulated(pipeline, shape, forks, FIVE_PERCENT, c -> c.ci95().contains(FIVE_PERCENT)),
        .93,
        .975);
  }

  static void noiseIsNotSeenAsSame(Pipeline pipeline, Shape shape) {
    double rate =
        rate(
            random -> {
              Comparison c = compared(pipeline, random, Bench.noisy(shape), 5, 0);
              return verdict(c) == Verdict.NO_CHANGE ? 1 : 0;
            });
    assertRate(rate, 0, .05);
  }

  static void unequalVariance(Pipeline pipeline, Shape shape) {
    // Where a side is both skewed and louder, no test between means or ranks keeps its level: 8 %.
    double most = shape == Shape.SKEWED ? .09 : .07;
    assertRate(unequal(pipeline, shape, 10, 10, Comparison::p), .03, most);
    assertRate(unequal(pipeline, shape, 20, 8, Comparison::tP), .03, most);
  }

  private static double unequal(
      Pipeline pipeline, Shape shape, int quiet, int loud, ToDoubleFunction<Comparison> p) {
    Bench bare = Bench.quiet(shape);
    Bench guest = bare.louder(4);
    return rate(
        random -> {
          Comparison c =
              pipeline.compare(bare.forks(random, quiet, 0), guest.forks(random, loud, 0));
          return p.applyAsDouble(c) < .05 ? 1 : 0;
        });
  }

  static void drift(Pipeline pipeline, Shape shape) {
    Bench bench = Bench.quiet(shape);
    assertRate(rate(random -> drifting(pipeline, random, bench, 10, Comparison::tP)), .03, .07);
    assertRate(rate(random -> drifting(pipeline, random, bench, 10, Comparison::p)), .01, .07);
  }

  static void falseGates(Pipeline pipeline, Shape shape, int forks) {
    double rate =
        rate(
            random -> {
              Comparison[] series = series(pipeline, random, Bench.quiet(shape), forks, 0);
              double[] q = adjusted(pipeline, series);
              for (int i = 0; i < q.length; i++) {
                if (verdict(series[i], q[i]) == Verdict.REGRESSED) {
                  return 1;
                }
              }
              return 0;
            });
    assertRate(rate, 0, .03);
  }

  static void falseDiscoveries(Pipeline pipeline, Shape shape) {
    double rate =
        rate(
            random -> {
              double[] q =
                  adjusted(
                      pipeline, series(pipeline, random, Bench.quiet(shape), 10, TRULY_SLOWER));
              int found = 0;
              int wrong = 0;
              for (int i = 0; i < q.length; i++) {
                found += q[i] <= .05 ? 1 : 0;
                wrong += q[i] <= .05 && i >= TRULY_SLOWER ? 1 : 0;
              }
              return (double) wrong / Math.max(1, found);
            });
    assertRate(rate, 0, .06);
  }

  static void falseRegressionsOfTopUps(Pipeline pipeline, Shape shape) {
    assertRate(rate(random -> toppedUp(pipeline, random, Bench.noisy(shape))), 0, .02);
  }

  private static double regressed(Pipeline pipeline, Shape shape, int forks, double effect) {
    return simulated(pipeline, shape, forks, effect, c -> verdict(c) == Verdict.REGRESSED);
  }

  private static double simulated(
      Pipeline pipeline, Shape shape, int forks, double effect, Predicate<Comparison> counted) {
    return rate(
        random -> {
          Bench bench = Bench.quiet(shape);
          return counted.test(compared(pipeline, random, bench, forks, effect)) ? 1 : 0;
        });
  }

  private static Comparison compared(
      Pipeline pipeline, RandomGenerator random, Bench bench, int forks, double effect) {
    return pipeline.compare(bench.forks(random, forks, 0), bench.forks(random, forks, effect));
  }

  private static double drifting(
      Pipeline pipeline,
      RandomGenerator random,
      Bench bench,
      int forks,
      ToDoubleFunction<Comparison> p) {
    Pipeline.Trial[] trials = pipeline.order().trials(random, forks);
    double[][][] sides = new double[2][forks][];
    int[][] blocks = new int[2][forks];
    int[] taken = new int[2];
    for (int slot = 0; slot < trials.length; slot++) {
      int side = trials[slot].isB() ? 1 : 0;
      sides[side][taken[side]] = bench.fork(random, DRIFT * slot / trials.length);
      blocks[side][taken[side]++] = trials[slot].block();
    }
    double[] a = pipeline.values().apply(sides[0]);
    double[] b = pipeline.values().apply(sides[1]);
    return p.applyAsDouble(TwoTests.ofBlocks(blocks[0], a, blocks[1], b)) < .05 ? 1 : 0;
  }

  private static Comparison[] series(
      Pipeline pipeline, RandomGenerator random, Bench bench, int forks, int slower) {
    Comparison[] series = new Comparison[SERIES];
    for (int i = 0; i < SERIES; i++) {
      series[i] = compared(pipeline, random, bench, forks, i < slower ? FIVE_PERCENT : 0);
    }
    return series;
  }

  private static double[] adjusted(Pipeline pipeline, Comparison[] series) {
    double[] p = new double[series.length];
    for (int i = 0; i < p.length; i++) {
      p[i] = series[i].p();
    }
    return pipeline.adjust().apply(p);
  }

  private static double toppedUp(Pipeline pipeline, RandomGenerator random, Bench bench) {
    int most = Judging.LOOKS * Judging.FORKS;
    double[] a = pipeline.values().apply(bench.forks(random, most, 0));
    double[] b = pipeline.values().apply(bench.forks(random, most, 0));
    Judgement judgement;
    int looks = 0;
    do {
      looks++;
      int forks = looks * Judging.FORKS;
      Comparison c = pipeline.compare().apply(Arrays.copyOf(a, forks), Arrays.copyOf(b, forks));
      judgement = Verdicts.decide(c, c.p(), new Family(1, pipeline.lookAlpha()), TAU, Quality.GOOD);
    } while (judgement.verdict() == Verdict.INCONCLUSIVE && looks < Judging.LOOKS);
    return judgement.verdict() == Verdict.REGRESSED ? 1 : 0;
  }

  private static Verdict verdict(Comparison c) {
    return verdict(c, c.p());
  }

  private static Verdict verdict(Comparison c, double q) {
    return Verdicts.decide(c, q, Family.SINGLE, TAU, Quality.GOOD).verdict();
  }

  /** Each comparison has a seed of its own, so that both cores give what one would. */
  static double rate(ToDoubleFunction<RandomGenerator> outcome) {
    double[] outcomes =
        IntStream.range(0, COMPARISONS)
            .parallel()
            .mapToDouble(i -> outcome.applyAsDouble(new SplittableRandom(20260101 + 7919L * i)))
            .toArray();
    return Arrays.stream(outcomes).sum() / COMPARISONS;
  }

  static void assertRate(double rate, double least, double most) {
    assertThat(rate).isBetween(least, most);
  }
}
