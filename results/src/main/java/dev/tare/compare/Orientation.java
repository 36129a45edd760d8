package dev.tare.compare;

import dev.tare.result.Direction;
import dev.tare.stats.Comparison;

/** Turns a difference so that positive means worse. */
final class Orientation {
  private Orientation() {}

  static Comparison turn(Comparison comparison, Direction direction) {
    return direction == Direction.HIGHER ? comparison.negated() : comparison;
  }
}
