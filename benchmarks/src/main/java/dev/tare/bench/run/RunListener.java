package dev.tare.bench.run;

import org.openjdk.jmh.infra.BenchmarkParams;

/** Is told of a run's progress as it happens. */
public interface RunListener {
  /** A benchmark begins. */
  default void started(BenchmarkParams params) {}

  /** A benchmark has ended, finished or failed. */
  default void ended(Finished benchmark) {}
}
