package dev.tare.bench.capture;

import dev.tare.result.Metric;
import java.util.function.BiConsumer;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** One kind of thing that is captured in a fork besides the score. */
interface Capture {
  /** Where captured results go. */
  interface Sink {
    void accept(Result<?> result);

    default void accept(Metric metric, double value) {
      accept(metric, value, AggregationPolicy.AVG);
    }

    default void accept(Metric metric, double value, AggregationPolicy policy) {
      accept(new ScalarResult(metric.name(), value, metric.unit(), policy));
    }

    /** As a function, for maps of figures. */
    default BiConsumer<Metric, Double> figures() {
      return this::accept;
    }
  }

  /** A measured iteration begins. */
  default void begin() {}

  /** A measured iteration has ended: what it gave. */
  default void end(Sink sink) {}

  /** The last measured iteration has ended: what the fork gave. */
  default void endFork(Sink sink) {}
}
