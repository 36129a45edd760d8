package dev.tare.experiment.network;

import dev.tare.compare.Row;
import dev.tare.experiment.Words;
import dev.tare.report.Quantity;
import dev.tare.report.RowText;
import dev.tare.stats.Comparison;
import dev.tare.stats.GeometricMean;
import java.math.BigDecimal;
import java.util.Optional;

/** Figures as the tables of the paths print them. */
final class PathWords {
  private PathWords() {}

  /** A fraction in percent, without digits that say nothing: {@code 99.9}. */
  static String percent(double fraction) {
    return BigDecimal.valueOf(fraction).movePointRight(2).stripTrailingZeros().toPlainString();
  }

  static String scaled(GeometricMean mean, double scale) {
    String interval =
        mean.forks() > 1 && mean.ci95().bounded()
            ? " ["
                + Words.number(mean.ci95().low() * scale)
                + ", "
                + Words.number(mean.ci95().high() * scale)
                + "]"
            : "";
    return Words.number(mean.value() * scale) + interval;
  }

  static String ratio(Optional<Row> row) {
    return row.flatMap(Row::ratio).map(PathWords::ratio).orElse(Words.NONE);
  }

  /** A ratio with its interval, where there is one. */
  static String ratio(Comparison ratio) {
    return Quantity.times(ratio.ratio())
        + (ratio.tested() ? " [" + Quantity.times(ratio.ratioCi95()) + "]" : "");
  }

  static String verdict(Optional<Row> row) {
    return row.filter(one -> one.judgement().isPresent()).map(RowText::verdict).orElse(Words.NONE);
  }
}
