package dev.tare.compare;

import dev.tare.result.Facts;
import dev.tare.result.Run;
import dev.tare.result.StackName;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Describes what an experiment compared, as the studies' claims look at it.
 *
 * @param name under which a run keeps its results
 * @param stack the environment
 * @param labels what tells it from the others, {@link #STACK} among them
 * @param hosts on how many machines what was measured together ran
 * @param emulated whether its processor is emulated: then it says nothing of a real one
 */
public record MeasuredCondition(
    String name, StackName stack, SortedMap<String, String> labels, int hosts, boolean emulated) {
  /** Is the label of the layers' names: what the studies call an environment. */
  public static final String STACK = "stack";

  /** The environments of a run in which one benchmark ran after the other. */
  public static List<MeasuredCondition> of(Run run) {
    return run.environments().entrySet().stream()
        .map(one -> of(one.getKey(), one.getValue()))
        .toList();
  }

  private static MeasuredCondition of(String environment, Facts facts) {
    StackName stack = StackName.of(environment);
    SortedMap<String, String> labels = new TreeMap<>(Map.of(STACK, stack.names()));
    return new MeasuredCondition(environment, stack, labels, 1, facts.emulated().orElse(false));
  }
}
