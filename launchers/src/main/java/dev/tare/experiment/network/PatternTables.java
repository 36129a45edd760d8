package dev.tare.experiment.network;

import dev.tare.compare.Row;
import dev.tare.experiment.Cells;
import dev.tare.experiment.ends.CpuCount;
import dev.tare.report.RowText;
import dev.tare.result.Column;
import dev.tare.result.Metrics;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import dev.tare.stats.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  List<Section.Table> all() {
    List<Section.Table> tables = new ArrayList<>(List.of(costs()));
    if (pattern.isTransactions()) {
      distribution().ifPresent(tables::add);
    }
    return tables;
  }

  private Section.Table costs() {
    boolean transactions = pattern.isTransactions();
    String unit = transactions ? "us" : "ms/GB";
    List<Column> header =
        new ArrayList<>(
            List.of(
                Column.text("path"),
                Column.number(transactions ? "time" : "rate"),
                Column.number("ratio"),
                Column.text("verdict"),
                Column.number("forks"),
                Column.number(pattern.isDatagrams() ? "lost" : "retransmits")));
    for (CpuCount count : CpuCount.values()) {
      header.add(Column.number(count.label() + (count == CpuCount.HOST ? ", " + unit : "")));
    }
    return new Section.Table(pattern.title(), header, scores.stream().map(this::costs).toList());
  }

  private List<Cell> costs(PathScore score) {
    Optional<Row> row = score.row();
    List<Cell> cells =
        new ArrayList<>(
            List.of(
                Cell.of(label(score)),
                value(score),
                row.flatMap(Row::ratio).map(PatternTables::ratio).orElse(Cell.NONE),
                row.filter(one -> one.judgement().isPresent())
                    .map(one -> Cell.of(RowText.verdict(one)))
                    .orElse(Cell.NONE),
                Cell.of(score.series().forks().size(), Cell.COUNT),
                Cell.of(
                    score.count(pattern.isDatagrams() ? Metrics.LOST : Metrics.RETRANSMITS),
                    Cell.NUMBER)));
    // us for an operation, ms for a gigabyte.
    double scale = pattern.isTransactions() ? 1 : 1e-3;
    for (CpuCount count : CpuCount.values()) {
      cells.add(score.cell(count.metric(pattern.isTransactions()), scale));
    }
    return cells;
  }

  private static Cell ratio(Comparison ratio) {
    return ratio.tested()
        ? Cells.of(ratio.ratio(), ratio.ratioCi95(), Cell.TIMES)
        : Cell.of(ratio.ratio(), Cell.TIMES);
  }

  /** Gives at a fixed rate the median with that rate, as it was reached. */
  private static Cell value(PathScore score) {
    Cell value = Cells.of(score.value(), score.unit());
    if (!score.what().isOpenLoop()) {
      return value;
    }
    OptionalDouble reached = score.reached();
    return value.with(
        "p50" + (reached.isPresent() ? " at " + Math.round(reached.getAsDouble()) + "/s" : ""));
  }

  private Optional<Section.Table> distribution() {
    List<Column> header =
        new ArrayList<>(List.of(Column.text("path"), Column.number("operations")));
    QUANTILES.forEach(one -> header.add(Column.number("p" + PathScore.percent(one))));
    List<List<Cell>> rows =
        scores.stream().filter(one -> one.operations() > 0).map(this::distribution).toList();
    String caption = pattern.name() + ": latency, geometric mean over the forks";
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(new Section.Table(caption, header, rows));
  }

  /** A percentile that only some forks are large enough for says of how many it is. */
  private List<Cell> distribution(PathScore score) {
    List<Cell> cells =
        new ArrayList<>(List.of(Cell.of(label(score)), Cell.of(score.operations(), Cell.COUNT)));
    int all = score.series().forks().size();
    for (double quantile : QUANTILES) {
      cells.add(
          score
              .percentileUs(quantile)
              .map(
                  mean ->
                      Cell.of(mean.value(), PathScore.US)
                          .with(
                              mean.forks() < all
                                  ? "(" + mean.forks() + " of " + all + " forks)"
                                  : ""))
              .orElse(Cell.NONE));
    }
    return cells;
  }

  private String label(PathScore score) {
    return figures.called(score.path()) + score.what().words(cases);
  }
}
