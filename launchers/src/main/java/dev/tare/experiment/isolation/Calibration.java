package dev.tare.experiment.isolation;

import dev.tare.experiment.BackgroundLoad;
import dev.tare.experiment.Lab;
import dev.tare.experiment.Step;
import dev.tare.experiment.Timing;
import dev.tare.experiment.Trial;
import dev.tare.experiment.TrialOutcome;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Limits;
import dev.tare.result.Facts;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Describes what a victim is to do in a kind of environment, found out where it is first needed:
 * the same in all blocks, or times could not be compared.
 *
 * @param emulated whether the environment is on an emulated processor
 */
record Calibration(FixedWork work, boolean emulated) {
  static final Timing TIMING = FixedWork.slices(4);

  /** Returns what was found for the same work before. */
  static Optional<Calibration> known(List<Step<Pairing, PairOutcome>> before, Pairing pairing) {
    return before.stream()
        .filter(step -> step.condition().hasWorkOf(pairing))
        .flatMap(step -> step.outcome().stream())
        .flatMap(outcome -> outcome.calibration().stream())
        .findFirst();
  }

  /**
   * Measures a victim alone; what its environment is becomes a fact of all that are of its kind.
   *
   * @throws LaunchException where it gives nothing
   */
  static Calibration of(Pairing pairing, Terms terms, List<Pairing> all, Lab lab)
      throws IOException, InterruptedException {
    String text = pairing.stack().text();
    Limits limits = terms.limits(pairing, true);
    try (BackgroundLoad one =
        lab.enter(pairing.name(), PairTrial.VICTIM, pairing.stack(), limits, Optional.empty())) {
      one.start(terms.alone(pairing, pairing.victim().pattern(), TIMING), Trial.patience(TIMING));
      TrialOutcome outcome = one.await();
      List<String> wrong = outcome.wrong(pairing.stack(), limits);
      if (!wrong.isEmpty() || one.slices().isEmpty()) {
        String why = outcome.reason().orElse("no iteration came out");
        throw new LaunchException(text + ": " + (wrong.isEmpty() ? why : String.join("; ", wrong)));
      }
      Facts layers = one.environment().facts();
      Facts inside = outcome.facts().orElse(Facts.of(Map.of()));
      for (Pairing other : all) {
        if (other.stack().equals(pairing.stack())) {
          lab.facts(other.name(), inside, layers);
        }
      }
      return new Calibration(
          FixedWork.calibrated(
              one.slices(),
              pairing.victim().operations(),
              terms.threads(),
              terms.seconds(),
              terms.recoverySeconds()),
          layers.emulated().orElse(false));
    }
  }
}
