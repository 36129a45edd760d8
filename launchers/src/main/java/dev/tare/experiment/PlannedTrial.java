package dev.tare.experiment;

import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import java.util.Map;
import java.util.Optional;

/**
 * A trial that is to be made.
 *
 * @param slot where it is kept
 * @param place what the run calls the environment
 * @param session that makes the environment, with the jar that it ships
 * @param stack that is measured
 * @param limits of the environment, besides those in the stack's brackets
 * @param plan what it runs; the facts are read wherever the environment is new
 * @param kept whether the environment lasts over all trials of that place, as long as it can
 * @param meter what measures each fork from outside; the plan has a barrier then
 * @param known facts of the place that only who plans it knows
 */
public record PlannedTrial(
    int slot,
    String place,
    Session session,
    Stack stack,
    Limits limits,
    TrialTask plan,
    boolean kept,
    Optional<ForkMeter> meter,
    Map<String, String> known) {
  /** Makes one with nothing that measures from outside. */
  public PlannedTrial(
      int slot,
      String place,
      Session session,
      Stack stack,
      Limits limits,
      TrialTask plan,
      boolean kept) {
    this(slot, place, session, stack, limits, plan, kept, Optional.empty(), Map.of());
  }
}
