package dev.tare.experiment.network;

import dev.tare.compare.ComparedSeries;
import dev.tare.experiment.Cells;
import dev.tare.experiment.Columns;
import dev.tare.experiment.ends.CpuCount;
import dev.tare.report.RowText;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import dev.tare.stats.Comparison;
import java.util.List;
import java.util.OptionalDouble;

/** Holds the figures of one pattern: what it cost in each case on each path, and its latencies. */
final class PatternTables {
  /** Holds those of the experiment's distributions, as fractions. */
  static final List<Double> QUANTILES = List.of(.01, .05, .1, .5, .9, .95, .99, .999);

  private final NetPattern pattern;
  private final PathFigures figures;
  private final List<PathScore> scores;
  private final List<PatternCase> cases;

  PatternTables(NetPattern pattern, PathFigures figures) {
    this.pattern = pattern;
    this.figures = figures;
    this.scores = figures.scores(pattern);
    this.cases = scores.stream().map(PathScore::what).toList();
  }

  Section.Table costs() {
    boolean transactions = pattern.isTransactions();
    Metric failed = pattern.isDatagrams() ? Metrics.LOST : Metrics.RETRANSMITS;
    Columns<PathScore> columns =
        new Columns<PathScore>()
            .text("path", this::label)
            .number(transactions ? "time" : "rate", PatternTables::value)
            .number("ratio", PatternTables::ratio)
            .text("verdict", PatternTables::verdict)
            .count("forks", score -> score.series().forks().size())
            .number(
                pattern.isDatagrams() ? "lost" : "retransmits",
                Cell.NUMBER,
                score -> score.count(failed));
    // us for an operation, ms for a gigabyte.
    String unit = transactions ? "us" : "ms/GB";
    double scale = transactions ? 1 : 1e-3;
    for (CpuCount count : CpuCount.values()) {
      columns.number(
          count.label() + (count == CpuCount.HOST ? ", " + unit : ""),
          score -> score.cell(count.metric(transactions), scale));
    }
    return columns.table(pattern.title(), scores);
  }

  private static Cell ratio(PathScore score) {
    return score.row().flatMap(ComparedSeries::ratio).map(PatternTables::ratio).orElse(Cell.NONE);
  }

  private static String verdict(PathScore score) {
    return score.row().filter(one -> one.judgement().isPresent()).map(RowText::verdict).orElse("");
  }

  private static Cell ratio(Comparison ratio) {
    return ratio.tested()
        ? Cells.of(ratio.ratio(), ratio.ratioCi95(), Cell.TIMES)
        : Cell.of(ratio.ratio(), Cell.TIMES);
  }

  /** Gives at a fixed rate the median with that rate, as it was reached. */
  private static Cell value(PathScore score) {
    Cell value = Cells.score(score.value(), score.unit());
    if (!score.what().isOpenLoop()) {
      return value;
    }
    OptionalDouble reached = score.reached();
    String at = reached.isPresent() ? " at " + Math.round(reached.getAsDouble()) + "/s" : "";
    return value.with((value.words() + " p50" + at).strip());
  }

  Section.Table distribution() {
    Columns<PathScore> columns =
        new Columns<PathScore>()
            .text("path", this::label)
            .count("operations", PathScore::operations);
    for (double quantile : QUANTILES) {
      columns.number(
          "p" + PathScore.percent(quantile),
          score ->
              score
                  .percentileUs(quantile)
                  .map(mean -> Cell.of(mean.value(), PathScore.US))
                  .orElse(Cell.NONE));
    }
    return columns.table(
        pattern.name() + ": latency, geometric mean over the forks",
        scores.stream().filter(one -> one.operations() > 0).toList());
  }

  private String label(PathScore score) {
    return figures.called(score.path()) + score.what().words(cases);
  }
}
