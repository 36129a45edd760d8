package dev.tare.experiment.density;

import dev.tare.experiment.Condition;
import dev.tare.experiment.Words;
import dev.tare.launch.Limits;
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
 * @param promised how many times they are promised what there is of CPUs and memory; 1 where
 *     nothing bounds them together
 */
record Guests(Stack stack, int count, String workload, boolean shared, double promised)
    implements Condition {
  @Override
  public String name() {
    return stack.text()
        + " x"
        + count
        + (shared ? " in one guest" : "")
        + (isOvercommitted() ? " promised " + Words.plain(promised) : "");
  }

  @Override
  public SortedMap<String, String> labels() {
    SortedMap<String, String> labels =
        Condition.labels(stack, "guests", String.valueOf(count), "workload", workload);
    if (shared) {
      labels.put("within", "one guest");
    }
    if (isOvercommitted()) {
      labels.put("promised", Words.plain(promised));
    }
    return labels;
  }

  /** Tells whether there is less than all of them are promised. */
  boolean isOvercommitted() {
    return promised > 1;
  }

  /**
   * Returns what each is promised: of all the CPUs its part, beside its memory.
   *
   * @param asked of each
   * @param cpus that there are
   */
  Limits each(Limits asked, int cpus) {
    return isOvercommitted()
        ? asked.with("cpus", Words.plain(Math.round(1e3 * cpus * promised / count) / 1e3))
        : asked;
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
