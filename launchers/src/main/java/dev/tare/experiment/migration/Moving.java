package dev.tare.experiment.migration;

import dev.tare.experiment.Condition;
import dev.tare.experiment.Emulation;
import dev.tare.launch.Stack;
import java.util.OptionalInt;
import java.util.SortedMap;

/**
 * A way to move environments of a kind while they work.
 *
 * @param workingSet what of its memory is in use, MB; absent where it is the same for all
 */
record Moving(Stack stack, Way how, Work work, OptionalInt workingSet) implements Condition {
  @Override
  public String name() {
    return name(stack.text());
  }

  String called(boolean emulated) {
    return name(Emulation.name(stack.text(), emulated));
  }

  private String name(String environment) {
    return environment + ", " + how.word() + ", " + meanwhile();
  }

  String meanwhile() {
    return work.words()
        + (workingSet.isPresent() ? ", " + workingSet.getAsInt() + " MB in use" : "");
  }

  /** Returns the environment with what is in use there, whatever it does. */
  String inUse() {
    return stack.text() + workingSet;
  }

  @Override
  public SortedMap<String, String> labels() {
    SortedMap<String, String> labels =
        Condition.labels(stack, "how", how.word(), "workload", work.word());
    workingSet.ifPresent(mb -> labels.put("workingSet", String.valueOf(mb)));
    return labels;
  }

  Moving withoutSet() {
    return new Moving(stack, how, work, OptionalInt.empty());
  }
}
