package dev.tare.experiment.isolation;

import dev.tare.launch.Stack;
import java.util.Optional;

/**
 * One case that is compared with others.
 *
 * @param stack the kind of environment, of both
 * @param neighbour absent: the victim is alone
 */
record Cell(Stack stack, Victim victim, Allocation allocation, Optional<Neighbour> neighbour) {
  private static final String ALONE = "alone";

  /** What its visits are called in a run: {@code docker@set-fork}, {@code lxc@shares-alone}. */
  String place() {
    return stack.text()
        + "@"
        + allocation.word()
        + "-"
        + neighbour.map(Neighbour::word).orElse(ALONE);
  }

  /** The same, as a person reads it. */
  String line() {
    return stack.text()
        + ", "
        + allocation.word()
        + ": "
        + victim.word()
        + neighbour.map(one -> " beside " + one.word()).orElse(" " + ALONE);
  }

  /** Tells it from every other cell of a plan. */
  String key() {
    return victim.benchmark() + " " + place();
  }

  /** What has the same work: the victim in this kind of environment. */
  String kind() {
    return stack.text() + " " + victim.benchmark();
  }

  /** The case that it is held against. */
  Cell alone() {
    return new Cell(stack, victim, allocation, Optional.empty());
  }
}
