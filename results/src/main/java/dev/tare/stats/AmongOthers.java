package dev.tare.stats;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Says for each of many, such as the nodes of a fleet, how far it lies off the others: off their
 * median, by their median absolute deviation, itself left out of both. So nearly half of them may
 * be off, and none hides another.
 *
 * <p>The probability is Student's t with .37 times as many degrees of freedom as there are others:
 * so much of a normal sample's information on its spread its median absolute deviation holds
 * (Rousseeuw and Croux 1993). The factors for small samples are those of Croux and Rousseeuw 1992.
 */
public final class AmongOthers {
  /** Is the least: with fewer there is no telling which of them is off. */
  public static final int MIN_MEMBERS = 6;

  private static final double NORMAL_MAD = 1.4826;
  private static final double EFFICIENCY = .37;

  /** Holds the factors of five to nine others; that of more is n / (n - 0.8). */
  private static final double[] SMALL = {1.206, 1.200, 1.140, 1.129, 1.107};

  private static final int LARGE = MIN_MEMBERS - 1 + SMALL.length;
  private static final double LARGE_OFF = .8;

  /** The median of a normal sample varies so many times as much as its mean. */
  private static final double MEDIAN_VARIANCE = Math.PI / 2;

  private final double[] means;
  private final double[] sorted;
  private final double[] errors;
  private final double usualError;
  private final double[] freedom;
  private final Map<Double, double[]> distances = new HashMap<>();

  private AmongOthers(double[] means, double[] errors, double[] freedom, double usualError) {
    this.means = means;
    this.errors = errors;
    this.freedom = freedom;
    this.usualError = usualError;
    sorted = means.clone();
    Arrays.sort(sorted);
  }

  /**
   * Looks at members by their forks.
   *
   * @param logs by member, ln of its fork summaries, turned so that more is worse; two forks at
   *     least
   */
  public static Deviation[] of(double[][] logs) {
    if (logs.length == 0) {
      return new Deviation[0];
    }
    Moments[] moments = Arrays.stream(logs).map(Moments::of).toArray(Moments[]::new);
    double[] means = Arrays.stream(moments).mapToDouble(Moments::mean).toArray();
    double[] errors = Arrays.stream(moments).mapToDouble(Moments::squaredError).toArray();
    double[] freedom = Arrays.stream(moments).mapToDouble(one -> one.n() - 1).toArray();
    double variance =
        Outliers.median(
            Arrays.stream(moments)
                .mapToDouble(one -> one.variance() / medianOfVariance(one.n() - 1))
                .toArray());
    double forks = Outliers.median(Arrays.stream(freedom).map(one -> one + 1).toArray());
    double[] expected = Arrays.stream(freedom).map(one -> variance / (one + 1)).toArray();
    return new AmongOthers(means, errors, freedom, variance / forks).all(expected);
  }

  /**
   * Looks at members by one deviation each, such as the mean of those of all benchmarks.
   *
   * @param own their {@code p} is not looked at
   */
  public static Deviation[] of(Deviation[] own) {
    double[] means = Arrays.stream(own).mapToDouble(Deviation::d).toArray();
    double[] errors = Arrays.stream(own).mapToDouble(one -> one.se() * one.se()).toArray();
    double[] freedom = Arrays.stream(own).mapToDouble(Deviation::df).toArray();
    double usual = means.length == 0 ? 0 : Outliers.median(errors);
    double[] expected = new double[means.length];
    Arrays.fill(expected, usual);
    return new AmongOthers(means, errors, freedom, usual).all(expected);
  }

  /** A variance of few values is usually less than what it estimates. */
  private static double medianOfVariance(int freedom) {
    return ChiSquaredDistribution.of(freedom).inverseCumulativeProbability(.5) / freedom;
  }

  private Deviation[] all(double[] expected) {
    Deviation[] all = new Deviation[means.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = of(i, expected[i]);
    }
    return all;
  }

  /**
   * @param expected the squared error of the member's mean by what forks vary everywhere
   */
  private Deviation of(int i, double expected) {
    int others = means.length - 1;
    if (others == 0) {
      return Deviation.untested(0);
    }
    double centre = medianWithout(sorted, means[i]);
    double d = means[i] - centre;
    double spread = others + 1 < MIN_MEMBERS ? Double.NaN : spread(centre, means[i]);
    double between = Math.max(spread * spread, usualError);
    double ofMedian = MEDIAN_VARIANCE * between / others;
    double se = errors[i] + ofMedian;
    double ownPart = errors[i] * errors[i] / freedom[i];
    double df = se * se / (ownPart + ofMedian * ofMedian / (EFFICIENCY * others));
    double all = Math.max(between - usualError, 0) + expected + ofMedian;
    return new Deviation(d, Math.sqrt(se), df, p(d, Math.sqrt(all), EFFICIENCY * others));
  }

  private static double p(double d, double spread, double freedom) {
    return Double.isNaN(spread)
        ? Double.NaN
        : spread > 0 ? StudentT.twoSided(d / spread, freedom) : d == 0 ? 1 : 0;
  }

  /**
   * Returns the standard deviation of the others, by the median of their distances from their
   * median.
   */
  private double spread(double centre, double own) {
    double[] off =
        distances.computeIfAbsent(
            centre,
            middle ->
                Arrays.stream(sorted).map(value -> Math.abs(value - middle)).sorted().toArray());
    int others = sorted.length - 1;
    double small = others < LARGE ? SMALL[others - MIN_MEMBERS + 1] : others / (others - LARGE_OFF);
    return small * NORMAL_MAD * medianWithout(off, Math.abs(own - centre));
  }

  /** Returns how far each of two or more lies off the median of the others, without an interval. */
  public static Deviation[] untested(double[] means) {
    double[] sorted = means.clone();
    Arrays.sort(sorted);
    return Arrays.stream(means)
        .mapToObj(mean -> Deviation.untested(mean - medianWithout(sorted, mean)))
        .toArray(Deviation[]::new);
  }

  /** The median of sorted values of which one, which is among them, is left out. */
  private static double medianWithout(double[] values, double one) {
    int out = Arrays.binarySearch(values, one);
    int others = values.length - 1;
    int low = (others - 1) / 2;
    int high = others / 2;
    return (values[low < out ? low : low + 1] + values[high < out ? high : high + 1]) / 2;
  }
}
