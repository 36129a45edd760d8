package dev.tare.experiment.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.Records;
import dev.tare.result.io.RunDocument;
import java.util.List;

/**
 * Says what a fleet measures, as its run keeps it.
 *
 * @param name of the run on its nodes, unlike that of any other run
 * @param stack whose first layer gives the nodes, as it was written
 * @param nodes by name, chosen once
 * @param words of the verb that each runs, the verb first
 * @param nodeSeconds about what one node takes, above 0
 * @param atOnce the most nodes that run at once, from 1
 */
public record FleetPlan(
    String name,
    String stack,
    List<String> nodes,
    List<String> words,
    double nodeSeconds,
    int atOnce) {
  public FleetPlan {
    nodes = List.copyOf(nodes);
    words = List.copyOf(words);
    if (atOnce < 1) {
      throw new IllegalArgumentException("--at-once " + atOnce + ": 1 or more");
    }
  }

  /** Puts it into a run that is about to start. */
  public RunDocument in(RunDocument run) {
    return run.withAsked(Records.tree(this));
  }

  /**
   * The plan of a run.
   *
   * @throws IllegalArgumentException where it has none
   */
  public static FleetPlan of(RunDocument run) throws BadInput {
    JsonNode asked =
        run.asked()
            .orElseThrow(
                () -> new IllegalArgumentException("run.json says not what was asked for"));
    return Records.of(asked, FleetPlan.class, "run.json");
  }
}
