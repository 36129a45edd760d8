package dev.tare.stats;

import java.util.Arrays;

/** The one number that stands for a fork: the fork, not the iteration, is what is replicated. */
public enum ForkSummary {
  /**
   * The median of the logarithms of the iterations, as a value: the middle one, or the geometric
   * mean of the two middle ones, so that a rate and its reciprocal time agree. Where these are not
   * above 0, their plain mean.
   */
  MEDIAN {
    @Override
    double ofFinite(double[] sorted) {
      int middle = sorted.length / 2;
      double high = sorted[middle];
      if (sorted.length % 2 == 1) {
        return high;
      }
      double low = sorted[middle - 1];
      return low > 0 && low < high ? Math.sqrt(low) * Math.sqrt(high) : low + (high - low) / 2;
    }
  };

  abstract double ofFinite(double[] sorted);

  /**
   * Returns the summary of one fork, in the unit of its iterations. NaN where an iteration is not
   * finite: such a fork cannot be compared, and dropping the value would be dropping it for what it
   * is.
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

  /** Returns the summary of each fork. */
  public double[] ofEach(double[][] forks) {
    return Arrays.stream(forks).mapToDouble(this::of).toArray();
  }
}
