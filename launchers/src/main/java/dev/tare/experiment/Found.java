package dev.tare.experiment;

import dev.tare.compare.Calibrations;
import dev.tare.result.Run;
import dev.tare.result.Sample;
import java.util.List;

/**
 * All that a run has found.
 *
 * @param conditions of the plan, in its order
 * @param steps all that are over
 * @param run what its benchmarks gave, with latencies
 * @param claims of the studies that are about it
 * @param calibrations that verdicts may heed
 */
public record Found<P extends Record, C extends Condition, O extends Outcome>(
    Plan<P> plan,
    List<C> conditions,
    List<Step<C, O>> steps,
    Run run,
    List<Sample> samples,
    Claims claims,
    Calibrations calibrations) {
  public Found {
    conditions = List.copyOf(conditions);
    steps = List.copyOf(steps);
    samples = List.copyOf(samples);
  }

  /** What came of a condition, block by block. */
  public List<O> outcomes(C condition) {
    return steps.stream()
        .filter(step -> step.condition().name().equals(condition.name()))
        .flatMap(step -> step.outcome().stream())
        .toList();
  }
}
