package dev.tare.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Finds where a series of values shifts: the split with the largest energy distance between what
 * lies before and after it, tried by permutations, and again in both parts (E-divisive; Matteson
 * and James 2014, as Daly et al. 2020 use it for performance tests). Values are single: it takes a
 * few of them after a shift until it is seen.
 */
public final class ChangePoints {
  /** The largest share of permutations that may part as well where nothing changed. */
  public static final double ALPHA = .01;

  /** So many values at least lie between two shifts, and before and after them. */
  public static final int MIN_BETWEEN = 3;

  /** Fewer values have no place to split. */
  public static final int MIN_VALUES = 2 * MIN_BETWEEN;

  private static final int PERMUTATIONS = 999;

  private final double[] values;
  private final SplittableRandom random;
  private final List<Integer> found = new ArrayList<>();

  private ChangePoints(double[] values, long seed) {
    this.values = values.clone();
    random = new SplittableRandom(seed);
  }

  /** A place to split, and how far apart what it parts is. */
  private record Split(int at, double distance) {}

  /**
   * Returns the indices of the first values after each shift, in their order.
   *
   * @param values finite, in the order of time
   * @param seed of the permutations
   */
  public static List<Integer> of(double[] values, long seed) {
    ChangePoints points = new ChangePoints(values, seed);
    points.look(0, values.length);
    Collections.sort(points.found);
    return List.copyOf(points.found);
  }

  private void look(int from, int to) {
    if (to - from < MIN_VALUES) {
      return;
    }
    double[] part = Arrays.copyOfRange(values, from, to);
    Split best = best(part);
    if (best.distance() > 0 && isRare(part, best.distance())) {
      found.add(from + best.at());
      look(from, from + best.at());
      look(from + best.at(), to);
    }
  }

  /** Tells whether few orders of the same values part as far; it stops as soon as too many do. */
  private boolean isRare(double[] part, double distance) {
    double[] shuffled = part.clone();
    int asFar = 1;
    for (int i = 0; i < PERMUTATIONS && asFar <= ALPHA * (PERMUTATIONS + 1); i++) {
      shuffle(shuffled);
      if (best(shuffled).distance() >= distance) {
        asFar++;
      }
    }
    return asFar <= ALPHA * (PERMUTATIONS + 1);
  }

  private void shuffle(double[] part) {
    for (int i = part.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      double kept = part[i];
      part[i] = part[other];
      part[other] = kept;
    }
  }

  private static Split best(double[] part) {
    double before = 0;
    double after = 0;
    for (int i = 0; i < part.length; i++) {
      after += distances(part, i, i + 1, part.length);
    }
    double all = after;
    Split best = new Split(0, 0);
    for (int at = 1; at <= part.length - MIN_BETWEEN; at++) {
      before += distances(part, at - 1, 0, at - 1);
      after -= distances(part, at - 1, at, part.length);
      if (at >= MIN_BETWEEN) {
        double distance = energy(at, part.length - at, before, after, all - before - after);
        best = distance > best.distance() ? new Split(at, distance) : best;
      }
    }
    return best;
  }

  private static double distances(double[] part, int one, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += Math.abs(part[one] - part[i]);
    }
    return sum;
  }

  /** Is weighted by the sizes: n m / (n + m) of twice the distance between, less those within. */
  private static double energy(int n, int m, double before, double after, double between) {
    double within = before / (n * (n - 1) / 2.0) + after / (m * (m - 1) / 2.0);
    return (double) n * m / (n + m) * (2 * between / ((double) n * m) - within);
  }
}
