package dev.tare.compare;

/**
 * Says why an iteration is flagged. Each is a share, so that machines and benchmarks are
 * comparable.
 */
public enum NoiseCause {
  /** Was runnable but not running, of the wall time of the benchmark's threads. */
  RUN_DELAY("run delay"),
  /** Was stolen by the hypervisor, of the wall time of all CPUs. */
  STEAL("steal"),
  /** Was throttled by a quota, of the wall time of all CPUs. */
  THROTTLED("throttled");

  private final String label;

  NoiseCause(String label) {
    this.label = label;
  }

  /** Returns it as tables for people print it. */
  public String label() {
    return label;
  }
}
