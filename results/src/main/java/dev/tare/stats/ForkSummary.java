package dev.tare.stats;

import java.util.Arrays;

/** The one number that stands for a fork: the fork, not the iteration, is what is replicated. */
public enum ForkSummary {
  /**
   * The middle value, or the mean of the two middle ones. With an even number of iterations a rate
   * and its reciprocal time may differ by the square of the distance between those two.
   */
  MEDIAN {
    @Override
    double ofFinite(double[] sorted) {
      int middle = sorted.length / 2;
      return sorted.length % 2 == 1
          ? sorted[middle]
          : sorted[middle - 1] + (sorted[middle] - sorted[middle - 1]) / 2;
    }
  },
  /** The mean, on request. */
  MEAN {
    @Override
    double ofFinite(double[] sorted) {
      return Moments.of(sorted).mean();
    }
  };

  abstract double ofFinite(double[] sorted);

  /**
   * The summary of one fork, in the unit of its iterations. NaN where an iteration is not finite:
   * such a fork cannot be compared, and dropping the value would be dropping it for what it is.
   *
   * @param iterations the kept values of the fork's iterations, at least one
   */
  public double of(double[] iterations) {
    if (iterations.length == 0) {
      throw new IllegalArgumentException("a fork without iterations has no summary");
    }
    double[] sorted = iterations.clone();
    Arrays.sort(sorted);
    boolean finite = Double.isFinite(sorted[0]) && Double.isFinite(sorted[sorted.length - 1]);
    return finite ? ofFinite(sorted) : Double.NaN;
  }

  /** The summary of each fork. */
  public double[] ofEach(double[][] forks) {
    return Arrays.stream(forks).mapToDouble(this::of).toArray();
  }
}
