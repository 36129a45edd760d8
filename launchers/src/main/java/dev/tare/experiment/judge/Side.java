package dev.tare.experiment.judge;

import dev.tare.experiment.Condition;
import dev.tare.experiment.TrialWork;
import dev.tare.launch.Stack;
import java.util.Set;
import java.util.SortedMap;

/**
 * One of the things that are compared.
 *
 * @param work what each trial runs of what was asked for
 * @param skip what of that is not run, by {@link dev.tare.result.SeriesKey#runId()}
 */
public record Side(Sides.Asked asked, Stack stack, TrialWork work, Set<String> skip)
    implements Condition {
  public static final String BASELINE = "baseline";
  public static final String CANDIDATE = "candidate";

  public String name() {
    return asked.name();
  }

  @Override
  public SortedMap<String, String> labels() {
    return Condition.labels(stack, "side", name());
  }

  /**
   * Returns the same without some runs.
   *
   * @param left those that it still has
   */
  Side without(Set<String> runs, Set<String> left) {
    return new Side(asked, stack, work.without(runs, left), runs);
  }
}
