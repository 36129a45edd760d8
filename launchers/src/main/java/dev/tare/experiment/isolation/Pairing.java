package dev.tare.experiment.isolation;

import dev.tare.experiment.Condition;
import dev.tare.launch.Stack;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A victim and who is beside it.
 *
 * @param stack the kind of environment, of both
 * @param neighbour absent: the victim is alone
 * @param several whether there are other victims
 */
record Pairing(
    Stack stack,
    Victim victim,
    Allocation allocation,
    Optional<Neighbour> neighbour,
    boolean several)
    implements Condition {
  static final String VICTIM = "victim";

  private static final String ALONE = "alone";

  /**
   * Returns such as {@code docker@set-fork}, {@code lxc@shares-alone}; of several victims with its
   * own.
   */
  @Override
  public String name() {
    return stack.text()
        + "@"
        + allocation.word()
        + "-"
        + company()
        + (several ? " " + victim.word() : "");
  }

  @Override
  public SortedMap<String, String> labels() {
    return Condition.labels(
        stack,
        "subject",
        victim.subject(),
        VICTIM,
        victim.word(),
        "allocation",
        allocation.word(),
        "neighbour",
        company());
  }

  String company() {
    return neighbour.map(Neighbour::word).orElse(ALONE);
  }

  Pairing beside(Neighbour other) {
    return new Pairing(stack, victim, allocation, Optional.of(other), several);
  }

  /** The condition that it is held against. */
  Pairing alone() {
    return new Pairing(stack, victim, allocation, Optional.empty(), several);
  }

  boolean hasWorkOf(Pairing other) {
    return stack.equals(other.stack) && victim.equals(other.victim);
  }

  /** Tells whether both are machines, not containers in one. */
  boolean isGuest() {
    return stack.hasGuest() && stack.guest().isEmpty();
  }

  boolean isFlooded() {
    return neighbour.filter(Neighbour.Usual.FLOOD::equals).isPresent();
  }

  boolean hasBomb() {
    return neighbour.filter(Neighbour::isBomb).isPresent();
  }
}
