package dev.tare.result;

import static dev.tare.result.Direction.LOWER;

import java.util.stream.Stream;

/**
 * The metrics of one kind of operation among others, from when it was sent until it was answered.
 *
 * @param mean of all of a fork, which is what YCSB's users compare
 * @param p99 left out where too few lie beyond it
 */
public record OperationMetrics(Metric mean, Metric p99) {
  static OperationMetrics of(String name, String meaning) {
    return new OperationMetrics(
        new Metric(name + ".mean", "ns", LOWER, true, true, "mean latency of " + meaning),
        new Metric(name + ".p99", "ns", LOWER, false, false, "99th percentile of the same"));
  }

  Stream<Metric> all() {
    return Stream.of(mean, p99);
  }
}
