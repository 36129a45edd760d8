package dev.tare.experiment.ends;

import dev.tare.result.Metric;
import dev.tare.result.Metrics;

/** Whose CPU time is counted for what goes through a path. */
public enum CpuCount {
  /** Is all of the host. */
  HOST("CPU host", Metrics.HOST_CPU_PER_OP, Metrics.HOST_CPU_PER_GB),
  /** Is the part of that for interrupts and softirqs. */
  SOFTIRQ("softirq", Metrics.SOFTIRQ_PER_OP, Metrics.SOFTIRQ_PER_GB),
  /** Holds the threads of the guest's QEMU. */
  QEMU("QEMU", Metrics.QEMU_PER_OP, Metrics.QEMU_PER_GB),
  /** Holds the kernel threads that move its packets. */
  VHOST("vhost", Metrics.VHOST_PER_OP, Metrics.VHOST_PER_GB),
  /** The environment, by its own count. */
  INSIDE("inside", Metrics.INSIDE_PER_OP, Metrics.INSIDE_PER_GB);

  private final String label;
  private final Metric perOperation;
  private final Metric perGigabyte;

  CpuCount(String label, Metric perOperation, Metric perGigabyte) {
    this.label = label;
    this.perOperation = perOperation;
    this.perGigabyte = perGigabyte;
  }

  /** Returns what stands over its column. */
  public String label() {
    return label;
  }

  /** Returns the figure for each transaction, or for each gigabyte. */
  public Metric metric(boolean transactions) {
    return transactions ? perOperation : perGigabyte;
  }
}
