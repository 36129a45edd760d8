package dev.tare.stats;

/**
 * A closed interval of real numbers, in whatever unit its owner says.
 *
 * @param low the lower end, may be negative infinity
 * @param high the upper end, at least {@code low}, may be positive infinity
 */
public record Interval(double low, double high) {
  /** Is what is known about a quantity when nothing bounds it: too few forks. */
  public static final Interval UNBOUNDED =
      new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("not an interval: " + low + " to " + high);
    }
  }

  /** The interval of {@code center} give or take {@code half}. */
  static Interval around(double center, double half) {
    return new Interval(center - half, center + half);
  }

  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /** Tells whether it lies in the open interval between {@code -bound} and {@code bound}. */
  public boolean within(double bound) {
    return -bound < low && high < bound;
  }

  /** Returns the interval of the quantity with its sign turned. */
  public Interval negated() {
    return new Interval(-high, -low);
  }

  /** Turns logarithms into ratios. Unbounded becomes 0 to infinity. */
  public Interval exp() {
    return new Interval(Math.exp(low), Math.exp(high));
  }

  /** Tells whether both ends are finite. */
  public boolean bounded() {
    return Double.isFinite(low) && Double.isFinite(high);
  }
}
