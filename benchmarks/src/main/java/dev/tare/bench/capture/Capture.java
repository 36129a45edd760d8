package dev.tare.bench.capture;

import dev.tare.result.Metric;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** One kind of thing that is captured in a fork besides the score. */
interface Capture {
  /** Describes where captured results go. */
  interface Sink {
    void accept(Result<?> result);

    /** A value of the iteration that has ended. */
    default void iteration(Metric metric, double value) {
      accept(new ScalarResult(metric.name(), value, metric.unit(), AggregationPolicy.AVG));
    }

    /** Takes a value of the whole fork. */
    default void fork(Metric metric, double value) {
      accept(new ForkValue(metric, value, AggregationPolicy.AVG));
    }

    /** A value of the whole fork, of which the largest stands for several forks. */
    default void largest(Metric metric, double value) {
      accept(new ForkValue(metric, value, AggregationPolicy.MAX));
    }
  }

  /** A measured iteration begins. */
  default void begin() {}

  /** A measured iteration has ended: what it gave. */
  default void end(Sink sink) {}

  /** The last measured iteration has ended: what the fork gave. */
  default void endFork(Sink sink) {}
}
