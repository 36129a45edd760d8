package dev.tare.stats;

import java.util.random.RandomGenerator;

/**
 * The four shapes of noise that the acceptance table is checked with; deviation 1, centred so that
 * the median of five iterations is 0 on average.
 */
enum Shape {
  NORMAL,
  /** A long tail upwards, of forks and of iterations. */
  SKEWED {
    private static final double MEAN_OF_MEDIANS = 1 / 5. + 1 / 4. + 1 / 3.;

    @Override
    double fork(RandomGenerator random) {
      double sum = 0;
      for (int i = 0; i < 4; i++) {
        sum += random.nextExponential();
      }
      return (sum - 4) / 2;
    }

    @Override
    void iterations(RandomGenerator random, double[] values) {
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextExponential() - MEAN_OF_MEDIANS;
      }
    }
  },
  /** A fork falls into one of two modes, as by the luck of code layout. */
  BIMODAL {
    private static final double MODE = .9;

    @Override
    double fork(RandomGenerator random) {
      double within = Math.sqrt(1 - MODE * MODE) * random.nextGaussian();
      return (random.nextBoolean() ? MODE : -MODE) + within;
    }
  },
  /** An iteration resembles the one before it. */
  AUTOCORRELATED {
    private static final double CORRELATION = .7;

    @Override
    void iterations(RandomGenerator random, double[] values) {
      double innovation = Math.sqrt(1 - CORRELATION * CORRELATION);
      double value = random.nextGaussian();
      for (int i = 0; i < values.length; i++) {
        values[i] = value;
        value = CORRELATION * value + innovation * random.nextGaussian();
      }
    }
  };

  double fork(RandomGenerator random) {
    return random.nextGaussian();
  }

  void iterations(RandomGenerator random, double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian();
    }
  }
}
