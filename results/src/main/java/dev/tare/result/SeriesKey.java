package dev.tare.result;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Holds what tells one series from another: all its dimensions, none left out.
 *
 * @param environment the stack it ran in, such as {@code kvm/docker}; absent in a plain JMH file
 * @param benchmark the method's full name
 * @param params its parameters by name; empty where it has none
 * @param mode how JMH measured it
 * @param threads JMH's {@code -t}, 1 or more
 * @param metric the secondary metric's name, or {@link #PRIMARY} for the score
 */
public record SeriesKey(
    Optional<String> environment,
    String benchmark,
    SortedMap<String, String> params,
    Mode mode,
    int threads,
    String metric) {
  /** The metric of a benchmark's own score: a name that no secondary metric can have. */
  public static final String PRIMARY = "";

  /** The parameter that stands for JMH's measurement batch size, where it is not 1. */
  public static final String BATCH = "batchSize";

  /** The parameter that tells apart what is alike but for units that cannot be converted. */
  public static final String UNIT = "unit";

  public SeriesKey {
    params = Collections.unmodifiableSortedMap(params);
  }

  public boolean isPrimary() {
    return metric.equals(PRIMARY);
  }

  /** The metric as people read it: {@code score} for the benchmark's own. */
  public String metricLabel() {
    return isPrimary() ? "score" : metric;
  }

  public SeriesKey withEnvironment(Optional<String> other) {
    return new SeriesKey(other, benchmark, params, mode, threads, metric);
  }

  public SeriesKey withMetric(String other) {
    return new SeriesKey(environment, benchmark, params, mode, threads, other);
  }

  public SeriesKey withParams(Map<String, String> more) {
    SortedMap<String, String> all = new TreeMap<>(params);
    all.putAll(more);
    return new SeriesKey(environment, benchmark, all, mode, threads, metric);
  }

  /**
   * One benchmark as it was run, without environment and metric: what the schedule of a run and the
   * tags of its latency log call it, such as {@code dev.Prime.run(limit=30000):avgt:t1}.
   */
  public String runId() {
    return benchmark + paramsText() + ":" + mode.label() + ":t" + threads;
  }

  /** {@code (name=value, ...)}, or nothing where there are no parameters. */
  public String paramsText() {
    if (params.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("(");
    for (Map.Entry<String, String> param : params.entrySet()) {
      text.append(text.length() == 1 ? "" : ", ")
          .append(param.getKey())
          .append('=')
          .append(param.getValue());
    }
    return text.append(')').toString();
  }
}
