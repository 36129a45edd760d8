package dev.tare.stats;

import java.util.random.RandomGenerator;

/**
 * The shapes of noise for which the documents compare rules: 10 forks of 5 iterations, 2 % between
 * forks and 1 % between iterations, of logarithms, unless a name says otherwise.
 */
enum TwelveShapes {
  NORMAL("normal"),
  NORMAL_5("normal, 5 forks", 5, 5),
  SLOW_FORK("one fork in ten +15 %") {
    @Override
    double fork(RandomGenerator random, boolean isB) {
      return SD * random.nextGaussian() + slow(random);
    }
  },
  SLOW_FORK_5("one fork in ten +15 %, 5 forks", 5, 5) {
    @Override
    double fork(RandomGenerator random, boolean isB) {
      return SD * random.nextGaussian() + slow(random);
    }
  },
  SPIKY("an iteration in five +30 %") {
    @Override
    double iteration(RandomGenerator random) {
      return super.iteration(random) + (random.nextDouble() < .2 ? Math.log(1.3) : 0);
    }
  },
  SKEWED("forks exponential, 3 %") {
    @Override
    double fork(RandomGenerator random, boolean isB) {
      return .03 * (random.nextExponential() - 1);
    }
  },
  STUDENT("forks Student's t, 3 degrees") {
    @Override
    double fork(RandomGenerator random, boolean isB) {
      double squares = 0;
      for (int i = 0; i < 3; i++) {
        double one = random.nextGaussian();
        squares += one * one;
      }
      double t = random.nextGaussian() / Math.sqrt(squares / 3);
      return SD * t / Math.sqrt(3);
    }
  },
  AUTOCORRELATED("iterations AR(1) .9, 2 %") {
    @Override
    double[] iterations(RandomGenerator random) {
      double[] values = new double[ITERATIONS];
      double value = random.nextGaussian();
      for (int i = 0; i < ITERATIONS; i++) {
        values[i] = SD * value;
        value = .9 * value + Math.sqrt(1 - .81) * random.nextGaussian();
      }
      return values;
    }
  },
  BIMODAL("forks at +3 % or -3 %, .3 % around") {
    @Override
    double fork(RandomGenerator random, boolean isB) {
      return (random.nextBoolean() ? .03 : -.03) + .003 * random.nextGaussian();
    }

    @Override
    double iteration(RandomGenerator random) {
      return .003 * random.nextGaussian();
    }
  },
  STEPS("values in steps of 1 %") {
    @Override
    double measured(double log) {
      return Math.exp(Math.rint(log / .01) * .01);
    }
  },
  UNEQUAL("1 % against 4 %") {
    @Override
    double fork(RandomGenerator random, boolean isB) {
      return (isB ? .04 : .01) * random.nextGaussian();
    }
  },
  UNEQUAL_FORKS("5 forks with 4 % against 20 with 1 %", 5, 20) {
    @Override
    double fork(RandomGenerator random, boolean isB) {
      return (isB ? .01 : .04) * random.nextGaussian();
    }
  };

  static final int ITERATIONS = 5;
  static final double SD = .02;

  final String label;
  private final int forksA;
  private final int forksB;

  TwelveShapes(String label) {
    this(label, 10, 10);
  }

  TwelveShapes(String label, int forksA, int forksB) {
    this.label = label;
    this.forksA = forksA;
    this.forksB = forksB;
  }

  /** What the forks of A measure. */
  double[][] a(RandomGenerator random) {
    return forks(random, forksA, false, 0);
  }

  /** What the forks of B measure, slower by an effect that is given as a logarithm. */
  double[][] b(RandomGenerator random, double effect) {
    return forks(random, forksB, true, effect);
  }

  double[][] forks(RandomGenerator random, int count, boolean isB, double effect) {
    double[][] forks = new double[count][];
    for (int f = 0; f < count; f++) {
      double level = effect + fork(random, isB);
      forks[f] = iterations(random);
      for (int i = 0; i < ITERATIONS; i++) {
        forks[f][i] = measured(level + forks[f][i]);
      }
    }
    return forks;
  }

  double fork(RandomGenerator random, boolean isB) {
    return SD * random.nextGaussian();
  }

  double[] iterations(RandomGenerator random) {
    double[] values = new double[ITERATIONS];
    for (int i = 0; i < ITERATIONS; i++) {
      values[i] = iteration(random);
    }
    return values;
  }

  double iteration(RandomGenerator random) {
    return .01 * random.nextGaussian();
  }

  double measured(double log) {
    return Math.exp(log);
  }

  static double slow(RandomGenerator random) {
    return random.nextDouble() < .1 ? Math.log(1.15) : 0;
  }
}
