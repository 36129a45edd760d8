package dev.tare.experiment;

import dev.tare.compare.Calibrations;
import dev.tare.compare.Claims;
import dev.tare.result.Metric;
import dev.tare.result.Run;
import dev.tare.result.Sample;
import dev.tare.stats.GeometricMean;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

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

  /** Returns an environment as tables and charts call it: an emulated one is called so. */
  public String called(String environment) {
    return Emulation.name(environment, Emulation.of(steps).contains(environment));
  }

  /** Returns the environment of a condition likewise. */
  public String called(C condition) {
    return called(condition.environment());
  }

  /** Returns what came of a condition, block by block. */
  public List<O> outcomes(C condition) {
    return List.copyOf(byBlock(condition).values());
  }

  /** Returns what came of a condition, by block. */
  public SortedMap<Integer, O> byBlock(C condition) {
    SortedMap<Integer, O> outcomes = new TreeMap<>();
    steps.stream()
        .filter(step -> step.condition().name().equals(condition.name()))
        .forEach(step -> step.outcome().ifPresent(one -> outcomes.put(step.block(), one)));
    return outcomes;
  }

  /** Returns those of a condition's figures that go by one metric, all of them. */
  public List<Sample> samples(Metric metric, C condition) {
    return samples.stream()
        .filter(one -> one.metric().equals(metric.name()))
        .filter(one -> one.condition().equals(condition.name()))
        .toList();
  }

  /** Returns the mean of those of a condition's figures that go by one metric. */
  public OptionalDouble mean(Metric metric, C condition) {
    return samples(metric, condition).stream().mapToDouble(Sample::value).average();
  }

  /**
   * Tells how many times that of another condition its figure is, over the blocks that have both.
   */
  public Optional<GeometricMean> ratio(Metric metric, C condition, C other) {
    Map<Integer, Double> base = new TreeMap<>();
    samples(metric, other).forEach(one -> base.put(one.block(), one.value()));
    double[] logs =
        samples(metric, condition).stream()
            .filter(one -> base.containsKey(one.block()))
            .mapToDouble(one -> Math.log(one.value() / base.get(one.block())))
            .toArray();
    return logs.length == 0 ? Optional.empty() : Optional.of(GeometricMean.of(logs));
  }
}
