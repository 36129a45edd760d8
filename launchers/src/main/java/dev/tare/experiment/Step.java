package dev.tare.experiment;

import java.util.Optional;

/**
 * A turn that is over.
 *
 * @param block from 1
 * @param leftOut why it was not tried, one line; absent where it was
 * @param outcome absent where it was left out
 */
public record Step<C extends Condition, O extends Outcome>(
    C condition, int block, Optional<String> leftOut, Optional<O> outcome) {
  /** After so many failures in a row a condition is not tried again. */
  static final int MOST_IN_A_ROW = 2;

  static final String GIVEN_UP = "failed " + MOST_IN_A_ROW + " times before";

  /** Tells whether it was left out because it had failed too often. */
  public boolean isGivenUp() {
    return leftOut.filter(GIVEN_UP::equals).isPresent();
  }
}
