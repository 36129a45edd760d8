package dev.tare.bench.capture;

import dev.tare.result.Metric;
import java.util.Collection;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.Aggregator;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.util.ListStatistics;
import org.openjdk.jmh.util.Statistics;

/**
 * A value that a fork has once, with its last iteration. JMH's own scalar result would count the
 * other iterations as zeros; this one leaves absent what is absent.
 */
final class ForkValue extends Result<ForkValue> {
  private static final long serialVersionUID = 1L;

  ForkValue(Metric metric, double value, AggregationPolicy policy) {
    this(metric.name(), of(value), metric.unit(), policy);
  }

  private ForkValue(String label, Statistics values, String unit, AggregationPolicy policy) {
    super(ResultRole.SECONDARY, label, values, unit, policy);
  }

  @Override
  protected Aggregator<ForkValue> getThreadAggregator() {
    return ForkValue::merged;
  }

  @Override
  protected Aggregator<ForkValue> getIterationAggregator() {
    return ForkValue::merged;
  }

  private static ForkValue merged(Collection<ForkValue> values) {
    ForkValue first = values.iterator().next();
    double[] all = values.stream().mapToDouble(ForkValue::getScore).toArray();
    return new ForkValue(first.getLabel(), of(all), first.getScoreUnit(), first.policy);
  }

  private static Statistics of(double... values) {
    return new ListStatistics(values);
  }
}
