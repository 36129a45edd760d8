package dev.tare.stats;

/** Why an iteration is flagged. */
public enum NoiseCause {
  /** More than 1 % of wall time was stolen by the hypervisor. */
  STEAL,
  /** More than 1 % of wall time was spent runnable but not running. */
  RUN_DELAY,
  /** Some task waited for a CPU for more than 2 % of wall time. */
  PSI_CPU,
  /** A CPU quota throttled it, however briefly. */
  THROTTLED,
  /** The CPU frequency was off the run's median by more than 2 %. */
  FREQUENCY,
  /** A page was read from disk in a CPU benchmark. */
  MAJOR_FAULT
}
