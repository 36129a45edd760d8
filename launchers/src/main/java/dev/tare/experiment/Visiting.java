package dev.tare.experiment;

import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import java.util.Optional;

/**
 * A visit that is to be made.
 *
 * @param slot where it is kept
 * @param place what the run calls the environment
 * @param session that makes the environment, with the jar that it ships
 * @param stack that is visited
 * @param limits of the environment, besides those in the stack's brackets
 * @param plan what it runs; the facts are read wherever the environment is new
 * @param kept whether the environment lasts over all visits of that place, as long as it can
 * @param meter what measures each fork from outside; the plan has a barrier then
 */
public record Visiting(
    int slot,
    String place,
    Session session,
    Stack stack,
    Limits limits,
    VisitTask plan,
    boolean kept,
    Optional<ForkMeter> meter) {
  /** With nothing that measures from outside. */
  public Visiting(
      int slot,
      String place,
      Session session,
      Stack stack,
      Limits limits,
      VisitTask plan,
      boolean kept) {
    this(slot, place, session, stack, limits, plan, kept, Optional.empty());
  }
}
