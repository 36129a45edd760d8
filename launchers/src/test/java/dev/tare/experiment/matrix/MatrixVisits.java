package dev.tare.experiment.matrix;

import dev.tare.experiment.Scripted;
import dev.tare.experiment.VisitEvent;
import dev.tare.launch.Command;
import dev.tare.result.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the visits of a matrix are asked for, and scripts that answer as a jar would. */
public final class MatrixVisits {
  public static final List<String> RUNS = List.of("a:avgt:t1", "b:avgt:t1", "c:avgt:t1");

  private MatrixVisits() {}

  /** The visits among what was run in a layer's environments. */
  public static List<Command> of(Scripted layer) {
    return layer.commands().stream().filter(one -> one.words().contains("visit")).toList();
  }

  public static List<String> skipped(Command visit) {
    List<String> skipped = new ArrayList<>();
    for (int i = 1; i < visit.words().size(); i++) {
      if (visit.words().get(i - 1).equals("--skip")) {
        skipped.add(visit.words().get(i));
      }
    }
    return skipped;
  }

  /** A visit that goes well: what is not to be skipped, each with one fork. */
  public static String finishing(Command visit) {
    List<VisitEvent> events = events("", visit);
    events.add(new VisitEvent.Finished());
    return Scripted.said(events.toArray(VisitEvent[]::new));
  }

  /** A visit up to the start of that benchmark. */
  public static String upTo(String last, Command visit) {
    return Scripted.said(events(last, visit).toArray(VisitEvent[]::new));
  }

  private static List<VisitEvent> events(String last, Command visit) {
    List<String> left = new ArrayList<>(RUNS);
    left.removeAll(skipped(visit));
    List<VisitEvent> events = new ArrayList<>();
    events.add(new VisitEvent.Planned(left));
    if (!visit.words().contains("--no-facts")) {
      events.add(new VisitEvent.FactsRead(Facts.of(Map.of("kernel.release", "6"))));
    }
    for (String run : left) {
      events.add(new VisitEvent.Started(run));
      if (run.equals(last)) {
        return events;
      }
      events.add(new VisitEvent.Ended(run, Optional.empty(), jmh(run), ""));
    }
    return events;
  }

  /** JMH's result of that benchmark: one fork. */
  public static String jmh(String run) {
    return """
        [{"benchmark": "%s", "mode": "avgt", "threads": 1, "forks": 1,
          "primaryMetric": {"score": 1, "scoreUnit": "ns/op", "rawData": [[1, 2]]},
          "secondaryMetrics": {}}]
        """
        .formatted(run.substring(0, 1));
  }
}
