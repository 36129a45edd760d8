package dev.tare.result.io;

/** Says what is done with the latencies that a run folder keeps. */
public enum Latencies {
  /** They are read, and the scores' forks have them. */
  READ,
  /** They are no part of the results, but it is said where they are damaged. */
  CHECKED,
  /** They are not opened. */
  LEFT
}
