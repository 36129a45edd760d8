package dev.tare.stats;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.FDistribution;

/**
 * Splits how much a benchmark varies over a fleet into what nodes, forks and iterations add: a
 * nested model with random effects, of logarithms.
 *
 * <p>The parts are those of the analysis of unweighted means (Thomas and Hultquist 1978), which are
 * those of the usual analysis of variance where all have as many forks and iterations. Their 95 %
 * intervals are Graybill and Wang's of 1980 for a difference of mean squares (Burdick and Graybill
 * 1992, section 3.3).
 *
 * @param node what nodes add
 * @param fork what forks of one node add
 * @param iteration what iterations of one fork add
 * @param nodes how many nodes took part
 */
public record VarianceSplit(Part node, Part fork, Part iteration, int nodes) {
  private static final double TAIL = .025;

  /**
   * Holds one part, as a standard deviation of logarithms: about a fraction.
   *
   * @param sd 0 where the estimate of the variance is below 0
   * @param ci95 of the same; unbounded above where there are no degrees of freedom
   */
  public record Part(double sd, Interval ci95) {
    private static Part of(double variance, Interval ci95) {
      return new Part(root(variance), new Interval(root(ci95.low()), root(ci95.high())));
    }

    private static double root(double variance) {
      return Math.sqrt(Math.max(0, variance));
    }
  }

  /**
   * Holds one node's forks.
   *
   * @param means of the logarithms of each fork's iterations
   * @param squares the sum of the squared distances of the iterations from these
   * @param freedom of that sum
   * @param inverse the sum over the forks of one over how many iterations each has
   */
  @SuppressWarnings("ArrayRecordComponent") // Numbers on their way into an estimate.
  public record NodeForks(double[] means, double squares, int freedom, double inverse) {
    /** Condenses the logarithms of the iterations of each fork. */
    public static NodeForks of(double[][] forks) {
      double[] means = new double[forks.length];
      double squares = 0;
      int freedom = 0;
      double inverse = 0;
      for (int i = 0; i < forks.length; i++) {
        Moments fork = Moments.of(forks[i]);
        means[i] = fork.mean();
        squares += fork.n() > 1 ? fork.variance() * (fork.n() - 1) : 0;
        freedom += fork.n() - 1;
        inverse += 1.0 / fork.n();
      }
      return new NodeForks(means, squares, freedom, inverse);
    }

    /** Returns it with more forks of the same node. */
    public NodeForks with(NodeForks more) {
      return new NodeForks(
          DoubleStream.concat(Arrays.stream(means), Arrays.stream(more.means)).toArray(),
          squares + more.squares,
          freedom + more.freedom,
          inverse + more.inverse);
    }
  }

  /** A mean square, what it is divided by in the next one up, and its degrees of freedom. */
  private record MeanSquare(double value, double freedom) {}

  /** Splits it; there are two members or more, and one has two forks or more. */
  public static VarianceSplit of(List<NodeForks> members) {
    double forks = members.stream().mapToInt(one -> one.means().length).sum();
    Moments[] nodes = members.stream().map(one -> Moments.of(one.means())).toArray(Moments[]::new);
    double squares = 0;
    double inverse = 0;
    for (Moments node : nodes) {
      squares += node.n() > 1 ? node.variance() * (node.n() - 1) : 0;
      inverse += 1.0 / node.n() / nodes.length;
    }
    double withinFreedom = members.stream().mapToInt(NodeForks::freedom).sum();
    double within = members.stream().mapToDouble(NodeForks::squares).sum() / withinFreedom;
    double perFork = members.stream().mapToDouble(NodeForks::inverse).sum() / forks;
    MeanSquare iterations = new MeanSquare(withinFreedom > 0 ? within : 0, withinFreedom);
    MeanSquare ofForks = new MeanSquare(squares / (forks - nodes.length), forks - nodes.length);
    double between =
        Moments.of(Arrays.stream(nodes).mapToDouble(Moments::mean).toArray()).variance();
    MeanSquare ofNodes = new MeanSquare(between, nodes.length - 1);
    return new VarianceSplit(
        difference(ofNodes, ofForks, inverse),
        difference(ofForks, iterations, perFork),
        Part.of(iterations.value(), chiSquared(iterations)),
        nodes.length);
  }

  private static Interval chiSquared(MeanSquare one) {
    if (one.freedom() == 0) {
      return new Interval(0, Double.POSITIVE_INFINITY);
    }
    double sum = one.value() * one.freedom();
    ChiSquaredDistribution chi = ChiSquaredDistribution.of(one.freedom());
    return new Interval(
        sum / chi.inverseSurvivalProbability(TAIL), sum / chi.inverseCumulativeProbability(TAIL));
  }

  /**
   * Returns what a level adds to {@code times} the mean square below it, with Graybill's interval.
   */
  private static Part difference(MeanSquare one, MeanSquare below, double times) {
    double other = times * below.value();
    if (below.freedom() == 0 || other == 0) {
      return Part.of(one.value(), chiSquared(one));
    }
    double low = one.value() - other - Math.sqrt(reach(one, below, other, TAIL));
    double high = one.value() - other + Math.sqrt(reach(one, below, other, 1 - TAIL));
    return Part.of(one.value() - other, new Interval(low, Math.max(low, high)));
  }

  /**
   * Returns the square of how far the interval reaches.
   *
   * @param tail beyond it: .025 downwards, .975 upwards
   */
  private static double reach(MeanSquare one, MeanSquare below, double other, double tail) {
    double f = FDistribution.of(one.freedom(), below.freedom()).inverseSurvivalProbability(tail);
    double g = 1 - 1 / overMean(one.freedom(), tail);
    double h = 1 / overMean(below.freedom(), 1 - tail) - 1;
    double mixed = ((f - 1) * (f - 1) - g * g * f * f - h * h) / f;
    return Math.max(
        0, g * g * one.value() * one.value() + h * h * other * other + mixed * one.value() * other);
  }

  /**
   * Returns a quantile of chi-squared over its degrees of freedom: F with infinitely many below.
   */
  private static double overMean(double freedom, double tail) {
    return ChiSquaredDistribution.of(freedom).inverseSurvivalProbability(tail) / freedom;
  }
}
