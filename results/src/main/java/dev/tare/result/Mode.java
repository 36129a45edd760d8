package dev.tare.result;

import java.util.Optional;

/** Says how JMH measured a benchmark, which decides the direction of its score. */
public enum Mode {
  THROUGHPUT("thrpt", Direction.HIGHER),
  AVERAGE_TIME("avgt", Direction.LOWER),
  SAMPLE_TIME("sample", Direction.LOWER),
  SINGLE_SHOT("ss", Direction.LOWER);

  private final String label;
  private final Direction direction;

  Mode(String label, Direction direction) {
    this.label = label;
    this.direction = direction;
  }

  /** Returns it as JMH writes it: {@code thrpt}, {@code avgt}, {@code sample} or {@code ss}. */
  public String label() {
    return label;
  }

  public Direction direction() {
    return direction;
  }

  /** The mode of that label; empty where JMH has none of that name. */
  public static Optional<Mode> labelled(String label) {
    for (Mode mode : values()) {
      if (mode.label.equals(label)) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }
}
