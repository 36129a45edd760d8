package dev.tare.stats;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How small a change so many forks can show, and how many forks show a change of such a size: with
 * 90 % power, by the noncentral t distribution. It is about p alone; a verdict also wants the
 * change to be at least tau.
 */
public final class Power {
  /** The probability with which the change is to be found. */
  public static final double POWER = .9;

  private static final int MOST_FORKS = 1 << 24;
  private static final int STEPS = 400;
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final Map<Test, Double> SHIFTS = new ConcurrentHashMap<>();

  private record Test(int df, double alpha) {}

  private Power() {}

  /**
   * The smallest change that a comparison like this one would have found.
   *
   * @param comparison a comparison on the LOG scale
   * @param alpha the level of the test, two-sided
   * @return as a fraction: .03 for 3 %; 0 where no fork differs; absent where untested
   */
  public static OptionalDouble smallestDetectable(Comparison comparison, double alpha) {
    if (!comparison.tested()) {
      return OptionalDouble.empty();
    }
    int df = (int) Math.max(1, Math.floor(comparison.df()));
    return OptionalDouble.of(Math.expm1(shift(df, alpha) * comparison.se()));
  }

  /**
   * The smallest change that can be found.
   *
   * @param forks forks on each side, at least 2
   * @param cv coefficient of variation of the fork summaries, which is the standard deviation of
   *     their logarithms; a fraction, at least 0
   * @param alpha the level of the test, two-sided
   * @return as a fraction: .03 for 3 %
   */
  public static double smallestDetectable(int forks, double cv, double alpha) {
    if (forks < 2 || !(cv >= 0)) {
      throw new IllegalArgumentException("forks: " + forks + ", cv: " + cv);
    }
    return Math.expm1(shift(2 * forks - 2, alpha) * cv * Math.sqrt(2.0 / forks));
  }

  /**
   * How many forks a side find a change of that size; never fewer than a verdict needs.
   *
   * @param cv as in {@link #smallestDetectable(int, double, double)}
   * @param change as a fraction above 0
   * @param alpha the level of the test, two-sided
   */
  public static int forksNeeded(double cv, double change, double alpha) {
    if (!(change > 0)) {
      throw new IllegalArgumentException("no change to find: " + change);
    }
    int enough = Verdicts.MIN_FORKS;
    int tooFew = enough - 1;
    while (smallestDetectable(enough, cv, alpha) > change) {
      if (enough >= MOST_FORKS) {
        throw new IllegalArgumentException("no number of forks shows " + change + " at cv " + cv);
      }
      tooFew = enough;
      enough *= 2;
    }
    while (enough - tooFew > 1) {
      int middle = (tooFew + enough) >>> 1;
      if (smallestDetectable(middle, cv, alpha) > change) {
        tooFew = middle;
      } else {
        enough = middle;
      }
    }
    return enough;
  }

  /** By how many standard errors the truth has to lie off 0 to be found; it depends on df alone. */
  private static double shift(int df, double alpha) {
    return SHIFTS.computeIfAbsent(new Test(df, alpha), Power::solve);
  }

  private static double solve(Test test) {
    double critical = StudentT.critical(test.alpha() / 2, test.df());
    double low = 0;
    double high = 2 * critical + 10;
    while (high - low > 1e-9 * high) {
      double middle = (low + high) / 2;
      if (found(critical, test.df(), middle) < POWER) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /**
   * P(T > critical) of the noncentral t: the mean of Phi(shift - critical s) over s, the estimated
   * over the true standard deviation, whose density is proportional to s^(df-1) exp(-df s^2 / 2).
   */
  private static double found(double critical, int df, double shift) {
    double spread = 8 / Math.sqrt(2.0 * df);
    double from = Math.max(0, 1 - spread);
    double step = (1 + spread - from) / STEPS;
    double sum = 0;
    double weights = 0;
    for (int i = 0; i <= STEPS; i++) {
      double s = from + i * step;
      double logDensity = (df > 1 ? (df - 1) * Math.log(s) : 0) - df * (s * s - 1) / 2;
      double weight = Math.exp(logDensity) * (i == 0 || i == STEPS ? .5 : 1);
      weights += weight;
      sum += weight * NORMAL.cumulativeProbability(shift - critical * s);
    }
    return sum / weights;
  }
}
