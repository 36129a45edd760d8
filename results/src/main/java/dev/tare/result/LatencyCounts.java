package dev.tare.result;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Says how many operations took how long.
 *
 * @param countsByNs by the highest duration of each bucket, ns, how many there were, 1 or more
 */
public record LatencyCounts(SortedMap<Long, Long> countsByNs) {
  public LatencyCounts {
    countsByNs = Collections.unmodifiableSortedMap(countsByNs);
  }

  /** Returns how many operations there were. */
  public long total() {
    return countsByNs.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * The duration that a share of the operations did not exceed, ns.
   *
   * @param quantile as a fraction, 0 to 1
   */
  public long atQuantile(double quantile) {
    long total = total();
    long rank = Math.max(1, (long) Math.ceil(quantile * total - 1e-9 * total));
    long seen = 0;
    long ns = 0;
    for (Map.Entry<Long, Long> bucket : countsByNs.entrySet()) {
      seen += bucket.getValue();
      ns = bucket.getKey();
      if (seen >= rank) {
        break;
      }
    }
    return ns;
  }

  /** Both together, as if they had been recorded in one. */
  public LatencyCounts plus(LatencyCounts other) {
    SortedMap<Long, Long> sum = new TreeMap<>(countsByNs);
    other.countsByNs.forEach((ns, count) -> sum.merge(ns, count, Long::sum));
    return new LatencyCounts(sum);
  }
}
