package dev.tare.result;

/** Which way of a metric is better. */
public enum Direction {
  /** Less is better: a time, a count of losses. */
  LOWER,
  /** More is better: a rate. */
  HIGHER
}
