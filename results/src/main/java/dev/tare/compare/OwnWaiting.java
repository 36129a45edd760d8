package dev.tare.compare;

import dev.tare.result.SeriesKey;
import java.util.List;

/** Says which benchmarks wait as part of their work: their threads' run delay is no noise. */
final class OwnWaiting {
  /** Full names, as they begin. */
  private static final List<String> WAITING =
      List.of(
          "dev.tare.bench.kernel.ContextSwitch.",
          "dev.tare.bench.kernel.Sleep.",
          "dev.tare.bench.kernel.Spawn.",
          "dev.tare.bench.kernel.Wake.",
          "dev.tare.bench.net.",
          "dev.tare.bench.disk.",
          "dev.tare.bench.bomb.");

  private OwnWaiting() {}

  static boolean isOf(SeriesKey key) {
    return WAITING.stream().anyMatch(key.benchmark()::startsWith);
  }
}
