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
 */
record Guests(Stack stack, int count, String workload) implements Condition {
  @Override
  public String name() {
    return stack.text() + " x" + count;
  }

  @Override
  public SortedMap<String, String> labels() {
    return Condition.labels(stack, "guests", String.valueOf(count), "workload", workload);
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
