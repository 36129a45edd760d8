package dev.tare.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Randomised blocks: each measures everything once, in an order of its own, so that what drifts
 * with time meets all of it alike.
 */
public final class RandomBlocks {
  private RandomBlocks() {}

  /**
   * Returns the orders of all blocks; the same for the same seed, on every JDK.
   *
   * @param all what each block measures, at least one
   * @param blocks from 1
   */
  public static <T> List<List<T>> of(List<T> all, int blocks, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<List<T>> orders = new ArrayList<>();
    for (int block = 0; block < blocks; block++) {
      List<T> order = new ArrayList<>(all);
      // Fisher and Yates, written out: how Collections.shuffle draws is nowhere specified.
      for (int last = order.size() - 1; last > 0; last--) {
        Collections.swap(order, last, random.nextInt(last + 1));
      }
      orders.add(order);
    }
    return orders;
  }
}
