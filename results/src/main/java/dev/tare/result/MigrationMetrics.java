package dev.tare.result;

import static dev.tare.result.Direction.HIGHER;
import static dev.tare.result.Direction.LOWER;

import java.util.List;

/** The metrics of moves, one value a block; {@link Metrics} has them in its table. */
public final class MigrationMetrics {
  public static final Metric TIME =
      metric(
          "moveTime", "ns", LOWER, true, "from told to move until all of it is at its destination");
  public static final Metric BLACKOUT =
      metric("blackout", "ns", LOWER, true, "longest time without an answer to a datagram");
  public static final Metric LONGEST =
      metric("blackoutLongest", "ns", LOWER, false, "the same, the longest of a block's moves");
  public static final Metric CONNECTION =
      metric("connectionBlackout", "ns", LOWER, false, "the same over one TCP connection");
  public static final Metric DOWNTIME =
      metric("downtime", "ns", LOWER, false, "for how long it stood still, as the engine says");
  public static final Metric BYTES =
      metric("movedBytes", "B", LOWER, true, "what was sent of a machine, copied of a container");
  public static final Metric SHARE =
      metric("movedShare", "share", LOWER, false, "that over the memory that it has");
  public static final Metric ROUNDS =
      metric("moveRounds", "count", LOWER, false, "rounds in which memory was sent");
  public static final Metric ARRIVED =
      metric("arrived", "share", HIGHER, false, "moves that came to their end within the limit");

  public static final Metric SLOWED =
      metric("moveSlowed", "share", LOWER, false, "how far auto-converge stopped its CPUs at most");

  static final List<Metric> ALL =
      List.of(TIME, BLACKOUT, LONGEST, CONNECTION, DOWNTIME, BYTES, SHARE, ROUNDS, ARRIVED, SLOWED);

  private MigrationMetrics() {}

  private static Metric metric(
      String name, String unit, Direction direction, boolean gated, String meaning) {
    return new Metric(name, unit, direction, gated, gated, meaning);
  }
}
