package dev.tare.result;

import static dev.tare.result.Direction.HIGHER;
import static dev.tare.result.Direction.LOWER;
import static dev.tare.result.Direction.NEITHER;

import java.util.Map;
import java.util.Optional;

/**
 * Says which way of another program's metric is better. JMH's profilers are known by name; what a
 * unit tells is told by the unit; of the rest nobody knows.
 */
public final class ForeignMetrics {
  /** Names JMH 1.37's profilers, by the name or the beginning of the names of their metrics. */
  private static final Map<String, Direction> NAMED =
      Map.ofEntries(
          // GCProfiler: what an operation allocates is its own, a rate grows with its speed.
          Map.entry("gc.alloc.rate.norm", LOWER),
          Map.entry("gc.alloc.rate", NEITHER),
          Map.entry("gc.churn", NEITHER),
          Map.entry("gc.count", LOWER),
          Map.entry("gc.time", LOWER),
          // LinuxPerfProfiler and LinuxPerfNormProfiler; the latter's counters are per operation.
          Map.entry("IPC", HIGHER),
          Map.entry("CPI", LOWER),
          Map.entry("perf", NEITHER),
          // CompilerProfiler, SafepointsProfiler, PausesProfiler.
          Map.entry("compiler.time.profiled", LOWER),
          Map.entry("compiler.time.total", LOWER),
          Map.entry("safepoints", LOWER),
          Map.entry("pauses", LOWER));

  private static final String PER_OPERATION = "#/op";

  private ForeignMetrics() {}

  /**
   * @param name as JMH writes it, without the mark of old profilers
   * @param unit as JMH writes it
   */
  public static Direction direction(String name, String unit) {
    return named(name)
        .or(() -> Direction.ofUnit(Unit.parse(unit)))
        .orElse(unit.equals(PER_OPERATION) ? LOWER : NEITHER);
  }

  private static Optional<Direction> named(String name) {
    String known = name;
    while (!known.isEmpty()) {
      Direction direction = NAMED.get(known);
      if (direction != null) {
        return Optional.of(direction);
      }
      known = known.substring(0, Math.max(0, known.lastIndexOf('.')));
    }
    return Optional.empty();
  }
}
