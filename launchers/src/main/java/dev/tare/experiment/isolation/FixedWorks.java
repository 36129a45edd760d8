package dev.tare.experiment.isolation;

import dev.tare.experiment.BackgroundLoad;
import dev.tare.experiment.Timing;
import dev.tare.experiment.Visit;
import dev.tare.experiment.VisitOutcome;
import dev.tare.experiment.VisitPlan;
import dev.tare.launch.LaunchException;
import dev.tare.launch.LimitCheck;
import dev.tare.result.Facts;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the victims are to do: calibrated where one is first needed, alone. A kind of environment in
 * which that fails is not tried again.
 */
final class FixedWorks {
  private static final Timing CALIBRATION =
      new Timing(4, FixedWork.SLICE_MS, 4, FixedWork.SLICE_MS);

  private final IsolationPlan plan;
  private final Kept kept;
  private final Findings found;
  private final Map<String, String> unusable = new LinkedHashMap<>();

  /**
   * @param found has those that are known, and gets the others
   */
  FixedWorks(IsolationPlan plan, Kept kept, Findings found) {
    this.plan = plan;
    this.kept = kept;
    this.found = found;
  }

  /** The work of a victim in a kind of environment, chosen the first time. */
  FixedWork of(Cell cell, Trial.Grounds grounds) throws IOException, InterruptedException {
    String key = cell.kind();
    if (unusable.containsKey(key)) {
      throw new LaunchException(unusable.get(key));
    }
    if (!found.works().containsKey(key)) {
      try {
        found.works().put(key, calibrate(cell.alone(), grounds));
        kept.findings(found);
      } catch (LaunchException e) {
        unusable.put(key, String.valueOf(e.getMessage()));
        throw e;
      }
    }
    return found.works().get(key);
  }

  private FixedWork calibrate(Cell alone, Trial.Grounds grounds)
      throws IOException, InterruptedException {
    VisitPlan visit =
        VisitPlan.of(List.of(alone.victim().pattern()), CALIBRATION, plan.threads())
            .withThreads(plan.threads())
            .withParams(plan.params());
    try (BackgroundLoad one = grounds.make(alone, Trial.VICTIM)) {
      one.start(visit, Visit.patience(CALIBRATION));
      VisitOutcome outcome = one.await();
      List<String> wrong =
          outcome.facts().isEmpty()
              ? List.of()
              : LimitCheck.inside(alone.stack(), plan.limits(alone, true), outcome.facts().get());
      if (!wrong.isEmpty()) {
        throw new LaunchException(alone.stack().text() + ": " + String.join("; ", wrong));
      }
      if (one.slices().isEmpty()) {
        throw new LaunchException(
            alone.line() + ": " + outcome.reason().orElse("no iteration came out"));
      }
      facts(alone, outcome, one.environment().facts());
      return FixedWork.calibrated(
          one.slices(),
          alone.victim().operations(),
          plan.threads(),
          plan.seconds(),
          plan.recoverySeconds());
    }
  }

  private void facts(Cell alone, VisitOutcome outcome, Facts layers) throws IOException {
    TreeMap<String, String> facts = new TreeMap<>();
    outcome.facts().ifPresent(inside -> facts.putAll(inside.values()));
    facts.putAll(layers.values());
    if (layers.emulated().orElse(false)) {
      found.emulated().add(alone.stack().text());
    }
    for (Cell cell : plan.cells()) {
      if (cell.stack().equals(alone.stack())) {
        kept.facts(cell.place(), new Facts(facts));
      }
    }
  }
}
