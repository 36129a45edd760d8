package dev.tare.stats;

/**
 * Says how much one more costs: the slope of the least-squares line through points.
 *
 * @param perUnit y for each unit of x, in their units
 * @param ci95 its 95 % interval by Student's t with two degrees of freedom less than there are
 *     points, unbounded with two points
 * @param points how many there are, from 2
 */
public record Slope(double perUnit, Interval ci95, int points) {

  /**
   * Returns the slope through these points.
   *
   * @param x at least two different values
   * @param y as many, all finite
   */
  public static Slope of(double[] x, double[] y) {
    if (x.length != y.length || x.length < 2) {
      throw new IllegalArgumentException(x.length + " and " + y.length + " are no points");
    }
    Moments across = Moments.of(x);
    double middle = Moments.of(y).mean();
    double squares = 0;
    double products = 0;
    for (int i = 0; i < x.length; i++) {
      squares += (x[i] - across.mean()) * (x[i] - across.mean());
      products += (x[i] - across.mean()) * (y[i] - middle);
    }
    if (!(squares > 0)) {
      throw new IllegalArgumentException("all points are at " + x[0]);
    }
    double slope = products / squares;
    int freedom = x.length - 2;
    if (freedom == 0) {
      return new Slope(slope, Interval.UNBOUNDED, x.length);
    }
    double residuals = 0;
    for (int i = 0; i < x.length; i++) {
      double off = y[i] - middle - slope * (x[i] - across.mean());
      residuals += off * off;
    }
    double error = Math.sqrt(residuals / freedom / squares);
    double half = StudentT.critical(.025, freedom) * error;
    return new Slope(slope, Interval.around(slope, half), x.length);
  }
}
