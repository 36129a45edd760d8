package dev.tare.experiment.judge;

import dev.tare.experiment.Condition;
import dev.tare.experiment.TrialWork;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * One of the things that are compared.
 *
 * @param name what the run calls its environment: sides may be the same stack
 * @param stack where it is measured
 * @param limits of each environment, besides those in the stack's brackets
 * @param jar that measures it; absent: the one that runs
 * @param jvmArgs more flags of its forks
 * @param work what each trial runs
 * @param skip what of that is not run, by {@link dev.tare.result.SeriesKey#runId()}
 * @param known facts of where it is measured: which jar or revision it is
 */
public record Side(
    String name,
    Stack stack,
    Limits limits,
    Optional<String> jar,
    List<String> jvmArgs,
    TrialWork work,
    Set<String> skip,
    Map<String, String> known)
    implements Condition {
  public static final String BASELINE = "baseline";
  public static final String CANDIDATE = "candidate";

  @Override
  public SortedMap<String, String> labels() {
    return Condition.labels(stack, "side", name);
  }

  /**
   * Returns the same without some runs.
   *
   * @param left those that it still has
   */
  Side without(Set<String> runs, Set<String> left) {
    return new Side(name, stack, limits, jar, jvmArgs, work.without(runs, left), runs, known);
  }
}
