package dev.tare.experiment.migration;

import dev.tare.experiment.Cells;
import dev.tare.experiment.Emulation;
import dev.tare.experiment.concurrent.HostReading;
import dev.tare.result.Section.Cell;
import dev.tare.stats.OrderStatistics;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/** Holds the moves of a condition in all blocks. */
record MigrateRow(Moving moving, List<Moved> moves, boolean emulated) {
  static final String NS = "ns";
  private static final double HALF = 0.5;
  private static final double NEARLY = 0.9;

  String environment() {
    return Emulation.name(moving.stack().text(), emulated);
  }

  List<Moved> own() {
    return moves.stream().filter(Moved::counts).toList();
  }

  List<Moved> there() {
    return own().stream().filter(Moved::arrived).toList();
  }

  Cell median(List<Moved> of, Function<Moved, OptionalDouble> figure, String unit) {
    OrderStatistics all = Migrate.of(of, figure);
    Optional<OrderStatistics.Percentile> known = all.percentile(HALF);
    return known.isPresent()
        ? Cells.of(known.get().value(), known.get().ci95(), unit)
        : Cell.of(all.value(HALF), unit);
  }

  Cell medianOfWhole(List<Moved> of, Function<Moved, OptionalLong> figure, String unit) {
    return median(of, one -> HostReading.real(figure.apply(one)), unit);
  }

  /** Tells where none of them arrived that is the answer, where none counts that there is none. */
  Cell whole(int limitSeconds) {
    if (own().isEmpty()) {
      return Cell.of("void");
    }
    return there().isEmpty()
        ? Cell.of("not within " + limitSeconds + " s")
        : median(there(), one -> OptionalDouble.of(one.totalNs()), NS);
  }

  Cell sent() {
    return medianOfWhole(own(), Moved::bytes, "B");
  }

  Cell written() {
    return median(own(), Moved::writtenMbPerSecondRunning, "MB/s");
  }

  /** Tells whether it wrote less than nine tenths of what was asked for. */
  boolean isSlow() {
    Double wrote = written().value();
    return wrote != null && wrote < NEARLY * moving.work().rate();
  }

  Cell blackout() {
    return medianOfWhole(there(), Moved::blackoutNs, NS);
  }

  Cell longest(Function<Moved, OptionalLong> gap) {
    return Cell.of(
        there().stream().flatMapToLong(one -> gap.apply(one).stream()).asDoubleStream().max(), NS);
  }
}
