package dev.tare.experiment;

/**
 * Is one measurement of a condition.
 *
 * @param block from 1
 * @param slot where the first of its trials is kept; the others follow
 */
public record Turn<C extends Condition>(C condition, int block, int slot) {
  /** Tells whether it is the first of its condition. */
  public boolean isFirst() {
    return block == 1;
  }
}
