package dev.tare.stats;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Computes what the whole rule finds with 80 %: a change counts where q is small enough and where
 * it is measured as tau or more, so that what is truly no larger than tau is found half the time at
 * best, however many forks there are. By the noncentral t distribution.
 */
public final class Power {
  /** The probability with which the change is to be found. */
  public static final double POWER = .8;

  /** Is what is worth finding, as a multiple of tau: 5 % where 3 % matter. */
  private static final double WORTH_FINDING = 5 / 3.0;

  /** Is how sure an advice is that the true spread is not larger than what it reckons with. */
  private static final double SURE = .8;

  private static final int MOST_FORKS = 1 << 20;
  private static final int STEPS = 48;
  private static final double PRECISION = 1e-5;
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final Map<Integer, Spread> SPREADS = new ConcurrentHashMap<>();

  private Power() {}

  /**
   * Is how an estimated standard deviation lies around the true one: points, and their weights.
   *
   * @param s the estimated over the true one; its density is proportional to s^(df-1) exp(-df s^2 /
   *     2)
   */
  @SuppressWarnings("ArrayRecordComponent") // Tables of an integral; never compared.
  private record Spread(double[] s, double[] weight) {
    static Spread of(int df) {
      double reach = 8 / Math.sqrt(2.0 * df);
      double from = Math.max(0, 1 - reach);
      double step = (1 + reach - from) / STEPS;
      double[] s = new double[STEPS + 1];
      double[] weight = new double[STEPS + 1];
      double sum = 0;
      for (int i = 0; i <= STEPS; i++) {
        s[i] = from + i * step;
        double logDensity = (df > 1 ? (df - 1) * Math.log(s[i]) : 0) - df * (s[i] * s[i] - 1) / 2;
        weight[i] = Math.exp(logDensity) * (i == 0 || i == STEPS ? .5 : 1);
        sum += weight[i];
      }
      for (int i = 0; i <= STEPS; i++) {
        weight[i] /= sum;
      }
      return new Spread(s, weight);
    }
  }

  /**
   * The smallest change that a comparison like this one finds.
   *
   * @param comparison a comparison on the LOG scale
   * @param family what it is judged with
   * @param tau the smallest change that matters
   * @return as a fraction, at least tau: .05 for 5 %; absent where untested, or with too few forks
   *     for any change
   */
  public static OptionalDouble detectable(Comparison comparison, Family family, Tau tau) {
    int fewer = Math.min(comparison.forksA(), comparison.forksB());
    if (!comparison.tested() || fewer < Verdicts.MIN_FORKS_FOR_CHANGE) {
      return OptionalDouble.empty();
    }
    int df = (int) Math.max(1, Math.floor(comparison.df()));
    double change = found(comparison.se(), df, level(comparison, family), tau);
    return OptionalDouble.of(beyondModes(change, fewer, family, tau));
  }

  /**
   * The change that is worth finding where tau matters, and that {@link #forksNeeded} names.
   *
   * @param tau a fraction
   * @return a fraction
   */
  public static double worthFinding(double tau) {
    return tau * WORTH_FINDING;
  }

  /**
   * Returns how many forks a side find {@link #worthFinding}, or what was seen where that is more.
   *
   * @param cv standard deviation of the logarithms of the fork summaries; a fraction, at least 0
   * @param df degrees of freedom that it was estimated with: the fewer, the larger the true one may
   *     be; 0 where it is only assumed
   * @param family what the comparison is judged with
   * @param seen the change that was seen, a fraction; 0 where none was
   * @return at least {@link Verdicts#MIN_FORKS_FOR_CHANGE}; beyond a million where none would do
   */
  public static int forksNeeded(double cv, double df, Family family, Tau tau, double seen) {
    double worth = Math.max(worthFinding(tau.value()), seen);
    double spread =
        df > 0
            ? cv
                * Math.sqrt(
                    df / ChiSquaredDistribution.of(df).inverseCumulativeProbability(1 - SURE))
            : cv;
    int enough = Verdicts.MIN_FORKS_FOR_CHANGE;
    int tooFew = enough - 1;
    while (detectable(enough, spread, family, tau) > worth && enough < MOST_FORKS) {
      tooFew = enough;
      enough *= 2;
    }
    while (enough - tooFew > 1) {
      int middle = (tooFew + enough) >>> 1;
      if (detectable(middle, spread, family, tau) <= worth) {
        enough = middle;
      } else {
        tooFew = middle;
      }
    }
    return enough;
  }

  /** The smallest change that so many forks a side find, a fraction. */
  static double detectable(int forks, double cv, Family family, Tau tau) {
    double se = cv * Math.sqrt(2.0 / forks);
    double change = found(se, 2 * forks - 2, family.alpha() / family.size() / 2, tau);
    return beyondModes(change, forks, family, tau);
  }

  /** A small change takes more forks where many series are judged. */
  private static double beyondModes(double change, int forks, Family family, Tau tau) {
    double d = Math.log1p(change);
    return 2 * forks >= family.forksOfBoth(d, tau.value())
        ? change
        : Math.max(change, 4 * tau.value());
  }

  /** Two tests halve the level; among many series the only change has its part of it. */
  private static double level(Comparison comparison, Family family) {
    double each = family.alpha() / family.size();
    return comparison.ranks().isPresent() ? each / 2 : each;
  }

  /**
   * Returns which change is found with {@link #POWER}.
   *
   * @param se of the difference of logarithms
   * @param level of one test, two-sided
   * @return a fraction
   */
  static double found(double se, int df, double level, Tau tau) {
    double matters = Math.log1p(tau.value());
    if (!(se > 0)) {
      return Math.expm1(matters);
    }
    double critical = StudentT.critical(level / 2, df);
    double[] bounds = bounds(df, critical, matters / se);
    double shift = solve(df, bounds);
    return Math.expm1(shift * se);
  }

  /**
   * Returns how far off 0 a difference has to be measured, in its true standard errors, at each
   * point.
   */
  private static double[] bounds(int df, double critical, double matters) {
    Spread spread = SPREADS.computeIfAbsent(df, Spread::of);
    double[] bounds = new double[spread.s().length];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = Math.max(matters, critical * spread.s()[i]);
    }
    return bounds;
  }

  /** Finds it by how many standard errors the truth has to lie off 0: Newton's method. */
  private static double solve(int df, double[] bounds) {
    double[] weights = SPREADS.get(df).weight();
    double shift = 0;
    for (int i = 0; i < bounds.length; i++) {
      shift += weights[i] * bounds[i];
    }
    for (int step = 0; step < 50; step++) {
      double power = 0;
      double slope = 0;
      for (int i = 0; i < bounds.length; i++) {
        power += weights[i] * NORMAL.cumulativeProbability(shift - bounds[i]);
        slope += weights[i] * NORMAL.density(shift - bounds[i]);
      }
      double change = Math.max(-1, Math.min(1, (POWER - power) / slope));
      shift += change;
      if (Math.abs(change) < PRECISION) {
        break;
      }
    }
    return shift;
  }
}
