package dev.tare.experiment.concurrent;

import dev.tare.experiment.Cells;
import dev.tare.result.Section.Cell;
import dev.tare.stats.Interval;
import dev.tare.stats.Slope;
import java.util.List;
import java.util.Optional;

/**
 * Describes what guests took at one count of them.
 *
 * @param guests how many there were
 * @param bytes that all of them took together
 */
public record FurtherGuest(int guests, double bytes) {
  private static final double MIB = 1 << 20;

  /**
   * Returns what one more takes: the slope over them all. Absent with fewer than two counts of
   * guests.
   */
  public static Optional<Cell> cell(List<FurtherGuest> all) {
    if (all.stream().mapToInt(FurtherGuest::guests).distinct().count() < 2) {
      return Optional.empty();
    }
    Slope slope =
        Slope.of(
            all.stream().mapToDouble(FurtherGuest::guests).toArray(),
            all.stream().mapToDouble(one -> one.bytes() / MIB).toArray());
    Interval mib = slope.ci95();
    Interval bytes = new Interval(mib.low() * MIB, mib.high() * MIB);
    return Optional.of(Cells.of(slope.perUnit() * MIB, bytes, "B"));
  }
}
