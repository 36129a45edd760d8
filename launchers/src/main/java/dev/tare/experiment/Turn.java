package dev.tare.experiment;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Is one measurement of a condition.
 *
 * @param block from 1
 * @param slot where the first of its trials is kept; the others follow
 */
public record Turn<C extends Condition>(C condition, int block, int slot) {
  /** Returns where each of its trials is kept. */
  List<Integer> slots() {
    return IntStream.range(slot, slot + condition.trials().size()).boxed().toList();
  }

  /** Tells whether it is the first of its condition. */
  public boolean isFirst() {
    return block == 1;
  }
}
