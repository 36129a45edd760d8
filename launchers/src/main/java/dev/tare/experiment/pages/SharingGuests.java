package dev.tare.experiment.pages;

import dev.tare.experiment.Condition;
import dev.tare.launch.MergingProgram;
import dev.tare.launch.Stack;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/**
 * So many environments of a kind at once, whose like pages are merged or not.
 *
 * @param count how many
 * @param workload what they do, as it was asked for
 */
record SharingGuests(Stack stack, int count, String workload, Sharing sharing)
    implements Condition {
  @Override
  public String name() {
    return stack.text() + " x" + count + " " + workload + ", KSM " + sharing.word();
  }

  @Override
  public SortedMap<String, String> labels() {
    return Condition.labels(
        stack, "guests", String.valueOf(count), "workload", workload, "sharing", sharing.word());
  }

  @Override
  public List<String> trials() {
    return Collections.nCopies(count, name());
  }

  SharingGuests with(Sharing other) {
    return new SharingGuests(stack, count, workload, other);
  }

  /** Tells whether the host's KSM can be asked to merge what is in such a stack. */
  static boolean canShare(Stack stack) {
    return !stack.steps().isEmpty()
        && stack.steps().get(0).layer().options().stream()
            .anyMatch(option -> option.name().equals(MergingProgram.OPTION));
  }

  /** Tells whether a stack says itself what is compared here. */
  static boolean saysWhetherToShare(Stack stack) {
    return !stack.steps().isEmpty()
        && stack.steps().get(0).options().containsKey(MergingProgram.OPTION);
  }

  /**
   * The stack as it is entered.
   *
   * @param mergeable whether its pages may be merged; also of those that are compared with such, so
   *     that nothing but KSM differs
   */
  Stack entered(boolean mergeable) {
    return stack.with(0, MergingProgram.OPTION, mergeable ? "on" : "off");
  }

  /** Tells whether it is what runs in containers that is merged, and not a machine's memory. */
  boolean sharesProcesses() {
    return !stack.steps().get(0).layer().ownKernel();
  }
}
