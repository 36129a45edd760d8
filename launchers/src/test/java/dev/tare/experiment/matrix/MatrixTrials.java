package dev.tare.experiment.matrix;

import dev.tare.experiment.Scripted;
import dev.tare.experiment.TrialEvent;
import dev.tare.launch.Command;
import dev.tare.result.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the trials of a matrix are asked for, and scripts that answer as a jar would. */
public final class MatrixTrials {
  public static final List<String> RUNS = List.of("a:avgt:t1", "b:avgt:t1", "c:avgt:t1");

  private MatrixTrials() {}

  /** The trials among what was run in a layer's environments. */
  public static List<Command> of(Scripted layer) {
    return layer.commands().stream().filter(one -> one.words().contains("trial")).toList();
  }

  public static List<String> skipped(Command trial) {
    List<String> skipped = new ArrayList<>();
    for (int i = 1; i < trial.words().size(); i++) {
      if (trial.words().get(i - 1).equals("--skip")) {
        skipped.add(trial.words().get(i));
      }
    }
    return skipped;
  }

  /** A trial that goes well: what is not to be skipped, each with one fork. */
  public static String finishing(Command trial) {
    List<TrialEvent> events = events("", trial);
    events.add(new TrialEvent.Finished());
    return Scripted.said(events.toArray(TrialEvent[]::new));
  }

  /** A trial up to the start of that benchmark. */
  public static String upTo(String last, Command trial) {
    return Scripted.said(events(last, trial).toArray(TrialEvent[]::new));
  }

  private static List<TrialEvent> events(String last, Command trial) {
    List<String> left = new ArrayList<>(RUNS);
    left.removeAll(skipped(trial));
    List<TrialEvent> events = new ArrayList<>();
    events.add(new TrialEvent.Planned(left));
    if (!trial.words().contains("--no-facts")) {
      events.add(new TrialEvent.FactsRead(Facts.of(Map.of("kernel.release", "6"))));
    }
    for (String run : left) {
      events.add(new TrialEvent.Started(run));
      if (run.equals(last)) {
        return events;
      }
      events.add(new TrialEvent.Ended(run, Optional.empty(), jmh(run), ""));
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
