package dev.tare.result;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One figure of an experiment that no benchmark gives, as it was measured.
 *
 * @param experiment its name, such as {@code density}
 * @param metric its name in {@link Metrics}
 * @param unit of the value
 * @param condition what was measured: the name of its environment in the run
 * @param block from 1: what is replicated
 * @param labels what tells it from other figures of the condition; empty where nothing has to
 */
public record Sample(
    String experiment,
    String metric,
    String unit,
    double value,
    String condition,
    int block,
    SortedMap<String, String> labels) {
  /** Is what the benchmarks of all experiments begin with. */
  public static final String PACKAGE = "dev.tare.experiment.";

  public Sample {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  /** Returns what the series is called that its blocks make. */
  public String benchmark() {
    return PACKAGE + experiment + "." + metric;
  }
}
