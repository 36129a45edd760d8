package dev.tare.experiment.concurrent;

import dev.tare.experiment.TrialPlan;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import java.util.Optional;

/**
 * One of those that run at the same time.
 *
 * @param slot where its trial is kept
 * @param place what its results are under
 * @param role what it is called in messages, unlike any other's of its run; letters, digits and
 *     dashes
 * @param stack what is made for it
 * @param limits what it may use
 * @param plan what it does, with a barrier; absent where it does nothing
 */
public record Participant(
    int slot, String place, String role, Stack stack, Limits limits, Optional<TrialPlan> plan) {
  public Participant(
      int slot, String place, String role, Stack stack, Limits limits, TrialPlan plan) {
    this(slot, place, role, stack, limits, Optional.of(plan));
  }
}
