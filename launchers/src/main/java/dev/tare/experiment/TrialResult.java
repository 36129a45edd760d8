package dev.tare.experiment;

import dev.tare.result.RunNames;
import dev.tare.result.ScheduledTrial;
import java.util.ArrayList;
import java.util.List;

/**
 * Describes what came of a trial beside its results.
 *
 * @param failures of the trial or of benchmarks, a line each
 * @param givenUp whether it did not come to its end
 * @param measured whether any benchmark gave a result
 * @param emulated whether a machine around it is emulated
 * @param refused whether it would be refused again
 */
public record TrialResult(
    List<String> failures, boolean givenUp, boolean measured, boolean emulated, boolean refused)
    implements Outcome {
  /** Stands for a dry run. */
  static final TrialResult NOTHING = new TrialResult(List.of(), false, false, false, false);

  public TrialResult {
    failures = List.copyOf(failures);
  }

  static TrialResult of(ScheduledTrial slot, boolean emulated, boolean refused) {
    List<String> failures = new ArrayList<>(slot.reason().stream().toList());
    RunNames names = RunNames.ofTrials(List.of(slot));
    slot.failures().forEach((run, why) -> failures.add(names.of(run) + ": " + why));
    return new TrialResult(
        failures,
        slot.status() == ScheduledTrial.Status.FAILED,
        !slot.forks().isEmpty(),
        emulated,
        refused);
  }
}
