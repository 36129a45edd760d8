package dev.tare.experiment;

import dev.tare.compare.SideSummary;
import dev.tare.result.Section.Cell;
import dev.tare.stats.GeometricMean;
import dev.tare.stats.Interval;
import java.util.Optional;

/** Makes a section's figures of what statistics gave. */
public final class Cells {
  private Cells() {}

  /** A mean with its interval, where that is known. */
  public static Cell of(GeometricMean mean, String unit) {
    return mean.forks() > 1 ? of(mean.value(), mean.ci95(), unit) : Cell.of(mean.value(), unit);
  }

  /** A mean, or none. */
  public static Cell of(Optional<GeometricMean> mean, String unit) {
    return mean.map(one -> of(one, unit)).orElse(Cell.NONE);
  }

  /** A score as the report has it; one that not all forks could give says of how many it is. */
  public static Cell of(SideSummary score, String unit) {
    return Double.isFinite(score.value())
        ? of(score.value(), score.ci95().orElse(Interval.UNBOUNDED), unit).with(score.someForks())
        : Cell.NONE;
  }

  /** A score as the report has it, or none. */
  public static Cell score(Optional<SideSummary> score, String unit) {
    return score.map(one -> of(one, unit)).orElse(Cell.NONE);
  }

  /** Tells how many times another one, or none. */
  public static Cell times(Optional<GeometricMean> ratio) {
    return of(ratio, Cell.TIMES);
  }

  /** A value with its interval, where that is known. */
  public static Cell of(double value, Interval interval, String unit) {
    boolean known = interval.bounded() && interval.high() < Double.MAX_VALUE;
    return known
        ? new Cell(value, interval.low(), interval.high(), unit, "")
        : Cell.of(value, unit);
  }
}
