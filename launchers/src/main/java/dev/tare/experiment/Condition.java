package dev.tare.experiment;

import dev.tare.compare.MeasuredCondition;
import dev.tare.launch.Stack;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** One of the situations that an experiment compares: an environment, and what is special in it. */
public interface Condition {
  /** Is the label of the layers' names: what the studies call an environment. */
  String STACK = MeasuredCondition.STACK;

  /** Returns the environment. */
  Stack stack();

  /** Returns what tables and messages call the environment. */
  default String environment() {
    return stack().text();
  }

  /** Tells on how many machines what is measured together runs. */
  default int hosts() {
    return 1;
  }

  /** Returns under which name a run keeps its results, unlike any other's. */
  String name();

  /** Returns what tells it from the others, {@link #STACK} among it. */
  SortedMap<String, String> labels();

  /** Returns under which name each of its trials is kept, at least one. */
  default List<String> trials() {
    return List.of(name());
  }

  /**
   * Returns what the studies' claims have to know of it.
   *
   * @param emulated environments whose processor is
   */
  default MeasuredCondition measured(Set<String> emulated) {
    return new MeasuredCondition(
        name(), stack().name(), labels(), hosts(), emulated.contains(environment()));
  }

  /** Returns what stays together in every block, in the order in which the conditions are given. */
  default String group() {
    return name();
  }

  /**
   * Returns the labels of a condition.
   *
   * @param more names and values by turns
   */
  static SortedMap<String, String> labels(Stack stack, String... more) {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put(STACK, stack.name().names());
    for (int i = 0; i + 1 < more.length; i += 2) {
      labels.put(more[i], more[i + 1]);
    }
    return labels;
  }
}
