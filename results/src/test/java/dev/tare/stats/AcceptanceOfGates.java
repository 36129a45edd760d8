package dev.tare.stats;

import static dev.tare.stats.Acceptance.assertRate;
import static dev.tare.stats.Acceptance.rate;

import dev.tare.compare.NoiseRule;
import java.util.random.RandomGenerator;

/**
 * The rows of the acceptance table that are about whole gates, about how wide intervals are
 * explained, and about what is advised. Each method is one row and throws where it does not hold.
 */
final class AcceptanceOfGates {
  private static final Tau TAU = Tau.uncalibrated(.03);
  private static final int BUSY = 2;

  private AcceptanceOfGates() {}

  /** Two sides of one series. */
  interface Pair {
    Comparison compare(RandomGenerator random, int series);
  }

  /** Forks at +3 % or -3 %: all of a side in one mode agree, and make p minute. */
  static void modes(int series, int forks, double most) {
    falseRegressions(
        series,
        most,
        (random, i) ->
            compare(
                TwelveShapes.BIMODAL.forks(random, forks, false, 0),
                TwelveShapes.BIMODAL.forks(random, forks, true, 0)));
  }

  /** Forks with 1 % against forks with 5 %. */
  static void unequal(int series, int forks, double most) {
    Bench quiet = new Bench(Shape.NORMAL, .01, .01);
    Bench loud = new Bench(Shape.NORMAL, .05, .01);
    falseRegressions(
        series,
        most,
        (random, i) -> compare(quiet.forks(random, forks, 0), loud.forks(random, forks, 0)));
  }

  /** A doubling stands out of any family with five forks a side. */
  static void doublingIsFound(int series, int forks) {
    Bench bench = Bench.quiet(Shape.NORMAL);
    double found =
        rate(
            random -> {
              Judgement[] judged =
                  judged(
                      random,
                      series,
                      (each, i) ->
                          compare(
                              bench.forks(each, forks, 0),
                              bench.forks(each, forks, i == 0 ? Math.log(2) : 0)));
              return judged[0].verdict() == Verdict.REGRESSED ? 1 : 0;
            });
    assertRate(found, .99, 1);
  }

  static void fivePercentAreFound(TwelveShapes shape, double least) {
    double found =
        rate(
            random -> {
              Comparison c = compare(shape.a(random), shape.b(random, Math.log(1.05)));
              Judgement judgement = decide(c, Family.SINGLE, TAU, Quality.GOOD);
              return judgement.verdict() == Verdict.REGRESSED ? 1 : 0;
            });
    assertRate(found, least, 1);
  }

  /** Iterations that waited are slower by as much as they waited; that takes no verdict. */
  static void noiseTakesNoVerdict(double flaggedOfA, double flaggedOfB) {
    Bench bench = Bench.quiet(Shape.NORMAL);
    double found =
        rate(
            random -> {
              double[][] a = disturbed(random, bench.forks(random, 10, 0), flaggedOfA);
              double[][] b = disturbed(random, bench.forks(random, 10, Math.log(1.5)), flaggedOfB);
              boolean noisy = Math.max(flaggedOfA, flaggedOfB) > NoiseRule.MOST_FLAGGED;
              Judgement judgement =
                  decide(compare(a, b), Family.SINGLE, TAU, new Quality(noisy, false));
              return judgement.verdict() == Verdict.REGRESSED ? 1 : 0;
            });
    assertRate(found, .99, 1);
  }

  private static double[][] disturbed(RandomGenerator random, double[][] forks, double share) {
    for (double[] fork : forks) {
      for (int i = 0; i < fork.length; i++) {
        fork[i] *= random.nextDouble() < share ? 1.1 : 1;
      }
    }
    return forks;
  }

  /** A place that can show 13 % does not prove that nothing changed where 5 % did. */
  static void aPlaceThatShowsLittleProvesNothing() {
    Tau calibrated = new Tau(.03, .13, true);
    double sd = .13 / 3 / Math.sqrt(.2);
    Bench bench = new Bench(Shape.NORMAL, sd, .01);
    double same =
        rate(
            random -> {
              Comparison c =
                  compare(bench.forks(random, 10, 0), bench.forks(random, 10, Math.log(1.05)));
              Judgement judgement = decide(c, Family.SINGLE, calibrated, Quality.GOOD);
              return judgement.verdict() == Verdict.NO_CHANGE ? 1 : 0;
            });
    assertRate(same, 0, .05);
  }

  static void whiteNoiseIsSteady(int forks) {
    Bench bench = new Bench(Shape.NORMAL, .05, .05);
    double unsteady =
        rate(
            random -> {
              double[][] both = new double[BUSY * forks][];
              for (int f = 0; f < both.length; f++) {
                both[f] = bench.fork(random, 0);
              }
              return Steadiness.unsteady(both, TAU.value()) ? 1 : 0;
            });
    assertRate(unsteady, 0, .06);
  }

  /** A first look at so many forks, the advice that it gives, and a run that follows it. */
  static void adviceIsGood(int first, double sd, int series) {
    Bench bench = new Bench(Shape.NORMAL, sd, .01);
    Family family = new Family(series, Verdicts.ALPHA);
    double found =
        rate(
            random -> {
              Moments a = Moments.of(Rivals.logs(bench.forks(random, first, 0)));
              Moments b = Moments.of(Rivals.logs(bench.forks(random, first, 0)));
              double cv = Math.sqrt((a.variance() + b.variance()) / 2);
              int advised = Power.forksNeeded(cv, 2 * first - 2, family, TAU, 0);
              double effect = Math.log1p(Power.worthFinding(TAU.value()));
              Comparison c =
                  compare(bench.forks(random, advised, 0), bench.forks(random, advised, effect));
              double q = Math.min(1, c.p() * series);
              Verdict verdict = Verdicts.decide(c, q, family, TAU, Quality.GOOD).verdict();
              return verdict == Verdict.REGRESSED ? 1 : 0;
            });
    assertRate(found, .8, 1);
  }

  private static void falseRegressions(int series, double most, Pair pair) {
    double any =
        rate(
            random -> {
              for (Judgement judgement : judged(random, series, pair)) {
                if (judgement.verdict() == Verdict.REGRESSED) {
                  return 1;
                }
              }
              return 0;
            });
    assertRate(any, 0, most);
  }

  private static Judgement[] judged(RandomGenerator random, int series, Pair pair) {
    Comparison[] all = new Comparison[series];
    double[] p = new double[series];
    for (int i = 0; i < series; i++) {
      all[i] = pair.compare(random, i);
      p[i] = all[i].p();
    }
    double[] q = BenjaminiHochberg.adjust(p);
    Family family = new Family(series, Verdicts.ALPHA);
    Judgement[] judged = new Judgement[series];
    for (int i = 0; i < series; i++) {
      judged[i] = Verdicts.decide(all[i], q[i], family, TAU, Quality.GOOD);
    }
    return judged;
  }

  private static Judgement decide(Comparison c, Family family, Tau tau, Quality quality) {
    return Verdicts.decide(c, c.p(), family, tau, quality);
  }

  private static Comparison compare(double[][] a, double[][] b) {
    return TwoTests.compare(Rivals.logs(a), Rivals.logs(b));
  }
}
