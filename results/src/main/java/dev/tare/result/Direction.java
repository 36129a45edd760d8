package dev.tare.result;

import java.util.Optional;

/** Says which way of a metric is better. */
public enum Direction {
  /** Less is better: a time, a count of losses. */
  LOWER,
  /** More is better: a rate. */
  HIGHER,
  /** Nobody knows: a change is a change, never worse. */
  NEITHER;

  /**
   * Returns what a unit says: operations per time are better when higher, time per operation when
   * lower.
   */
  public static Optional<Direction> ofUnit(Unit unit) {
    return switch (unit.dimension()) {
      case "op/s", "B/s", "bit/s" -> Optional.of(HIGHER);
      case "s/op" -> Optional.of(LOWER);
      default -> Optional.empty();
    };
  }
}
