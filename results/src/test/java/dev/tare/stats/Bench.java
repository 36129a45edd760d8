package dev.tare.stats;

import java.util.random.RandomGenerator;

/**
 * A simulated benchmark: what its forks and iterations would measure.
 *
 * @param shape the shape of its noise
 * @param forkSd standard deviation between forks, of logarithms
 * @param iterationSd standard deviation within a fork, of logarithms
 */
record Bench(Shape shape, double forkSd, double iterationSd) {
  private static final int ITERATIONS = 5;
  private static final double TIME_NS = 1234;

  /** As quiet as a benchmark on a host that was set up for measuring. */
  static Bench quiet(Shape shape) {
    return new Bench(shape, .012, .018);
  }

  /** As noisy as a shared host. */
  static Bench noisy(Shape shape) {
    return new Bench(shape, .03, .05);
  }

  Bench louder(double factor) {
    return new Bench(shape, forkSd * factor, iterationSd * factor);
  }

  /** The iterations of so many forks, slowed down by an effect given as a logarithm. */
  double[][] forks(RandomGenerator random, int forks, double effect) {
    double[][] values = new double[forks][];
    for (int i = 0; i < forks; i++) {
      values[i] = fork(random, effect);
    }
    return values;
  }

  double[] fork(RandomGenerator random, double effect) {
    double[] values = new double[ITERATIONS];
    shape.iterations(random, values);
    double level = effect + forkSd * shape.fork(random);
    for (int i = 0; i < values.length; i++) {
      values[i] = TIME_NS * Math.exp(level + iterationSd * values[i]);
    }
    return values;
  }
}
