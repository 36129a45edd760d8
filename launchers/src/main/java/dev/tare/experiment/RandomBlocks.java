package dev.tare.experiment;

import dev.tare.result.Slot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Randomised blocks: each visits every environment once, in an order of its own, so that what
 * drifts with time meets all of them alike.
 */
public final class RandomBlocks {
  private RandomBlocks() {}

  /**
   * The visits in their order; the same for the same seed, on every JDK.
   *
   * @param environments stacks, at least one
   * @param blocks from 1
   */
  public static List<Slot> schedule(List<String> environments, int blocks, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Slot> slots = new ArrayList<>();
    for (int block = 0; block < blocks; block++) {
      List<String> order = new ArrayList<>(environments);
      // Fisher and Yates, written out: how Collections.shuffle draws is nowhere specified.
      for (int last = order.size() - 1; last > 0; last--) {
        Collections.swap(order, last, random.nextInt(last + 1));
      }
      for (String stack : order) {
        slots.add(Slot.planned(slots.size(), block, stack));
      }
    }
    return slots;
  }
}
