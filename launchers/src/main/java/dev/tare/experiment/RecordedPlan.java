package dev.tare.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.Records;
import dev.tare.result.io.RunDocument;
import java.util.List;

/**
 * A plan as {@code run.json} has it: its records, whole.
 *
 * @param parameters of the experiment
 */
public record RecordedPlan(Setting setting, JsonNode parameters) {
  /** Puts a plan into a run that is about to start. */
  public static RunDocument in(RunDocument run, Plan<?> plan) {
    return run.withAsked(
        Records.tree(new RecordedPlan(plan.setting(), Records.tree(plan.parameters()))));
  }

  /**
   * The plan of a run, its stacks yet to be found.
   *
   * @throws IllegalArgumentException where it has none
   */
  public static <P extends Record> Plan<P> of(RunDocument run, Class<P> parameters)
      throws BadInput {
    JsonNode asked =
        run.asked()
            .orElseThrow(
                () -> new IllegalArgumentException("run.json says not what was asked for"));
    RecordedPlan kept = Records.of(asked, RecordedPlan.class, "run.json");
    return new Plan<>(
        kept.setting(), Records.of(kept.parameters(), parameters, "run.json"), List.of());
  }
}
