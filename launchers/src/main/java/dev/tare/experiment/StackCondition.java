package dev.tare.experiment;

import dev.tare.launch.Stack;
import java.util.SortedMap;

/** An environment, with nothing else that is special in it. */
public record StackCondition(Stack stack) implements Condition {
  @Override
  public String name() {
    return stack.text();
  }

  @Override
  public SortedMap<String, String> labels() {
    return Condition.labels(stack);
  }
}
