package dev.tare.experiment.density;

import dev.tare.experiment.Timing;
import dev.tare.launch.Limits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * What a sweep is to measure.
 *
 * @param environments stacks, at least one
 * @param guests how many run at once, each from 1 to {@link #MOST}; kept in rising order, because
 *     each step says whether the next one fits
 * @param workload what all of them do
 * @param blocks how often the sweep is repeated, from 1
 * @param timing of a fork
 * @param limits of each guest
 * @param seed of the order of the environments in each block
 */
public record DensityPlan(
    List<String> environments,
    List<Integer> guests,
    Workload workload,
    int blocks,
    Timing timing,
    Limits limits,
    long seed) {
  /** More than a thousand guests are no sweep but a mistake in typing. */
  static final int MOST = 1024;

  /** As Dhar 2016, ch. 4 and 5 had them. */
  public static final List<Integer> USUAL = List.of(1, 2, 4, 8, 12, 16);

  public DensityPlan {
    environments = List.copyOf(environments);
    if (environments.isEmpty()) {
      throw new IllegalArgumentException("--env: at least one");
    }
    if (new TreeSet<>(environments).size() < environments.size()) {
      throw new IllegalArgumentException("--env: each environment once");
    }
    if (guests.isEmpty()) {
      throw new IllegalArgumentException("--guests: at least one count");
    }
    for (int count : guests) {
      if (count < 1 || count > MOST) {
        throw new IllegalArgumentException("--guests " + count + ": from 1 to " + MOST);
      }
    }
    guests = List.copyOf(new TreeSet<>(guests));
    if (blocks < 1) {
      throw new IllegalArgumentException("--blocks " + blocks + ": from 1");
    }
  }

  /** What so many guests of an environment are called, as the studies' figures do. */
  public static String place(String environment, int guests) {
    return environment + " x" + guests;
  }

  /** The environments in the order of a block. */
  List<String> order(int block) {
    List<String> order = new ArrayList<>(environments);
    Collections.shuffle(order, new Random(seed * 31 + block));
    return order;
  }

  /** How many visits there are at most. */
  int visits() {
    return blocks * environments.size() * guests.stream().mapToInt(Integer::intValue).sum();
  }
}
