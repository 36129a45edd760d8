package dev.tare.experiment.network;

import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** What a fork took of the CPUs between two readings, for each unit of its work. */
final class CpuCost {
  private static final double NS_PER_SECOND = 1e9;

  private CpuCost() {}

  /**
   * The figures, us.
   *
   * @param perSecond transactions, or gigabytes (1e9 bytes), above 0
   * @param transactions which of the two
   * @return none where the clock did not move or nothing was done
   */
  static Map<Metric, Double> of(
      CpuReading start, CpuReading end, double perSecond, boolean transactions) {
    Map<Metric, Double> cost = new LinkedHashMap<>();
    double work = (end.atNs() - start.atNs()) / NS_PER_SECOND * perSecond;
    if (!(work > 0) || Double.isInfinite(work)) {
      return cost;
    }
    cost.put(
        transactions ? Metrics.HOST_CPU_PER_OP : Metrics.HOST_CPU_PER_GB,
        (end.host().busyUs() - start.host().busyUs()) / work);
    cost.put(
        transactions ? Metrics.SOFTIRQ_PER_OP : Metrics.SOFTIRQ_PER_GB,
        (end.host().softirqUs() - start.host().softirqUs()) / work);
    put(
        cost,
        transactions ? Metrics.QEMU_PER_OP : Metrics.QEMU_PER_GB,
        start.engine().qemuUs(),
        end.engine().qemuUs(),
        work);
    put(
        cost,
        transactions ? Metrics.VHOST_PER_OP : Metrics.VHOST_PER_GB,
        start.engine().vhostUs(),
        end.engine().vhostUs(),
        work);
    put(
        cost,
        transactions ? Metrics.INSIDE_PER_OP : Metrics.INSIDE_PER_GB,
        start.insideUs(),
        end.insideUs(),
        work);
    return cost;
  }

  private static void put(
      Map<Metric, Double> cost, Metric metric, OptionalLong start, OptionalLong end, double work) {
    if (start.isPresent() && end.isPresent()) {
      cost.put(metric, (end.getAsLong() - start.getAsLong()) / work);
    }
  }
}
