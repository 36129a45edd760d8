package dev.tare.result;

import java.util.Collections;
import java.util.SortedMap;

/**
 * Holds what of a published figure can be tested: that the cost of one environment over another
 * lies between two bounds.
 *
 * @param benchmark which benchmarks it is about, a regular expression for their full names
 * @param metric {@link SeriesKey#metricLabel()}
 * @param params the parameters that it is about; others are free
 * @param environment the stack whose cost it is
 * @param against the stack that it is compared with
 * @param low the least ratio, above 1 is worse; 0 where there is no such bound
 * @param high the largest ratio; infinite where there is no such bound
 * @param topology where the study measured it
 * @param reading how the bounds follow from the figure
 */
public record Claim(
    String benchmark,
    String metric,
    SortedMap<String, String> params,
    String environment,
    String against,
    double low,
    double high,
    Topology topology,
    String reading) {
  public Claim {
    params = Collections.unmodifiableSortedMap(params);
    if (!(low >= 0 && low < high)) {
      throw new IllegalArgumentException("no bounds: " + low + " to " + high);
    }
  }

  /** Tells whether it is about that series, in whatever environment. */
  public boolean isAbout(SeriesKey key) {
    return key.benchmark().matches(benchmark)
        && key.metricLabel().equals(metric)
        && key.params().entrySet().containsAll(params.entrySet());
  }
}
