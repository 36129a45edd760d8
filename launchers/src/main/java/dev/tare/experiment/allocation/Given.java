package dev.tare.experiment.allocation;

import dev.tare.experiment.Condition;
import dev.tare.experiment.Words;
import dev.tare.launch.Stack;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/** One way to give resources to environments of a kind. */
record Given(Stack stack, Case what) implements Condition {
  @Override
  public String name() {
    return what.place(stack.text());
  }

  @Override
  public SortedMap<String, String> labels() {
    return Condition.labels(
        stack,
        "workload",
        what.workload().label(),
        "given",
        what.given(),
        "factor",
        Words.plain(what.factor()));
  }

  @Override
  public List<String> trials() {
    List<String> places = new ArrayList<>();
    what.parts()
        .forEach(part -> places.addAll(Collections.nCopies(part.count(), name() + part.suffix())));
    return places;
  }
}
