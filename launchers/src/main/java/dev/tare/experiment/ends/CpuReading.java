package dev.tare.experiment.ends;

import dev.tare.result.Metric;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Describes what was used up to a moment: counters, to be subtracted from a later reading.
 *
 * @param atNs of the launcher's clock
 * @param us by who used it; without those that do not count
 */
public record CpuReading(long atNs, Map<CpuCount, Long> us) {
  private static final double NS_PER_SECOND = 1e9;

  /**
   * Returns what each unit of work took since an earlier reading, us. Between iterations nothing is
   * worked.
   *
   * @param seconds for which iterations went on together; absent: since the earlier reading
   * @param perSecond transactions, or gigabytes (1e9 bytes), above 0
   * @param transactions which of the two
   * @return none where the clock did not move or nothing was done
   */
  public Map<Metric, Double> costSince(
      CpuReading start, OptionalDouble seconds, double perSecond, boolean transactions) {
    Map<Metric, Double> cost = new LinkedHashMap<>();
    double passed = (atNs - start.atNs) / NS_PER_SECOND;
    double work = Math.min(passed, seconds.orElse(passed)) * perSecond;
    if (work > 0 && !Double.isInfinite(work)) {
      for (CpuCount count : CpuCount.values()) {
        if (us.containsKey(count) && start.us.containsKey(count)) {
          cost.put(count.metric(transactions), (us.get(count) - start.us.get(count)) / work);
        }
      }
    }
    return cost;
  }
}
