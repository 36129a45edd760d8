package dev.tare.experiment.network;

import dev.tare.compare.Row;
import dev.tare.experiment.Cells;
import dev.tare.report.RowText;
import dev.tare.result.Section.Cell;
import dev.tare.stats.Comparison;
import dev.tare.stats.GeometricMean;
import dev.tare.stats.Interval;
import java.math.BigDecimal;
import java.util.Optional;

/** Makes the figures of the tables of the paths. */
final class PathCells {
  private PathCells() {}

  /** A fraction in percent, without digits that say nothing: {@code 99.9}. */
  static String percent(double fraction) {
    return BigDecimal.valueOf(fraction).movePointRight(2).stripTrailingZeros().toPlainString();
  }

  static Cell scaled(GeometricMean mean, double scale, String unit) {
    Interval own = mean.ci95();
    return mean.forks() > 1
        ? Cells.of(mean.value() * scale, new Interval(own.low() * scale, own.high() * scale), unit)
        : Cell.of(mean.value() * scale, unit);
  }

  /** A ratio with its interval, where there is one. */
  static Cell ratio(Row row) {
    return row.ratio().map(PathCells::ratio).orElse(Cell.NONE);
  }

  private static Cell ratio(Comparison ratio) {
    return ratio.tested()
        ? Cells.of(ratio.ratio(), ratio.ratioCi95(), Cell.TIMES)
        : Cell.of(ratio.ratio(), Cell.TIMES);
  }

  static Cell verdict(Optional<Row> row) {
    return row.filter(one -> one.judgement().isPresent())
        .map(RowText::verdict)
        .map(Cell::of)
        .orElse(Cell.NONE);
  }
}
