package dev.tare.experiment.migration;

import dev.tare.experiment.Condition;
import dev.tare.launch.Stack;
import java.util.SortedMap;

/** A way to move environments of a kind while they work. */
record Moving(Stack stack, How how, Work work) implements Condition {
  @Override
  public String name() {
    return stack.text() + ", " + how.word() + ", " + work.words();
  }

  @Override
  public SortedMap<String, String> labels() {
    return Condition.labels(stack, "how", how.word(), "workload", work.word());
  }

  /** Returns what is entered: a machine has no disk of data that only one can have open. */
  Stack entered() {
    return stack.hasGuest() ? stack.with(0, "data", "overlay") : stack;
  }
}
