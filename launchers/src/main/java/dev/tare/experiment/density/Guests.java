package dev.tare.experiment.density;

import dev.tare.experiment.Condition;
import dev.tare.launch.Stack;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/**
 * So many environments of a kind at once.
 *
 * @param count how many
 * @param workload what each does
 * @param shared whether they are containers in one machine
 */
record Guests(Stack stack, int count, String workload, boolean shared) implements Condition {
  @Override
  public String name() {
    return stack.text() + " x" + count + (shared ? " in one guest" : "");
  }

  @Override
  public SortedMap<String, String> labels() {
    SortedMap<String, String> labels =
        Condition.labels(stack, "guests", String.valueOf(count), "workload", workload);
    if (shared) {
      labels.put("within", "one guest");
    }
    return labels;
  }

  @Override
  public List<String> trials() {
    return Collections.nCopies(count, name());
  }

  /** Returns it in rising number: each says whether the next fits. */
  @Override
  public String group() {
    return stack.text();
  }
}
