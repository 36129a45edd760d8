package dev.tare.experiment;

import dev.tare.result.RunNames;
import dev.tare.result.Slot;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of a visit beside its results.
 *
 * @param failures of the visit or of benchmarks, a line each
 * @param givenUp whether it did not come to its end
 * @param measured whether any benchmark gave a result
 * @param emulated whether a machine around it is emulated
 * @param refused whether it would be refused again
 */
public record Visited(
    List<String> failures, boolean givenUp, boolean measured, boolean emulated, boolean refused)
    implements Outcome {
  /** Of a dry run. */
  static final Visited NOTHING = new Visited(List.of(), false, false, false, false);

  public Visited {
    failures = List.copyOf(failures);
  }

  static Visited of(Slot slot, boolean emulated, boolean refused) {
    List<String> failures = new ArrayList<>(slot.reason().stream().toList());
    RunNames names = RunNames.ofVisits(List.of(slot));
    slot.failures().forEach((run, why) -> failures.add(names.of(run) + ": " + why));
    return new Visited(
        failures, slot.status() == Slot.Status.FAILED, !slot.forks().isEmpty(), emulated, refused);
  }
}
