package dev.tare.experiment.network;

import dev.tare.compare.Row;
import dev.tare.experiment.Cells;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.stats.GeometricMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The figures of one pattern: what it cost in each case on each path, and its latencies. */
final class PatternTables {
  /** Those of the experiment's distributions, as fractions. */
  static final List<Double> QUANTILES = List.of(.01, .05, .1, .5, .9, .95, .99, .999);

  private final NetPattern pattern;
  private final PathFigures figures;
  private final List<Series> scores;
  private final List<PatternCase> cases;

  /**
   * @param figures of a run that has this pattern
   */
  PatternTables(NetPattern pattern, PathFigures figures) {
    this.pattern = pattern;
    this.figures = figures;
    this.scores = figures.scores(pattern);
    this.cases = scores.stream().map(one -> PatternCase.of(one.key())).toList();
  }

  /** The tables; that of latencies where operations are timed one by one. */
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
    List<String> header =
        new ArrayList<>(
            List.of(
                "path",
                "#" + (transactions ? "time" : "rate"),
                "#ratio",
                "verdict",
                "#forks",
                "#" + (pattern.isDatagrams() ? "lost" : "retransmits")));
    for (CpuCount count : CpuCount.values()) {
      header.add("#" + count.label() + (count == CpuCount.HOST ? ", " + unit : ""));
    }
    return new Section.Table(pattern.title(), header, scores.stream().map(this::costs).toList());
  }

  private List<Cell> costs(Series score) {
    SeriesKey key = score.key();
    Optional<Row> row = figures.row(key);
    List<Cell> cells =
        new ArrayList<>(
            List.of(
                Cell.of(label(key)),
                value(score),
                row.map(PathCells::ratio).orElse(Cell.NONE),
                PathCells.verdict(row),
                Cell.of(score.forks().size(), Cell.COUNT),
                Cell.of(
                    figures.count(key, pattern.isDatagrams() ? Metrics.LOST : Metrics.RETRANSMITS),
                    Cell.NUMBER)));
    for (CpuCount count : CpuCount.values()) {
      cells.add(cpu(key, count.metric(pattern.isTransactions())));
    }
    return cells;
  }

  /** Transactions by their time, at a fixed rate by their median and the rate; bulk by payload. */
  private Cell value(Series score) {
    SeriesKey key = score.key();
    if (!pattern.isTransactions()) {
      return Cells.of(figures.gigabits(key), "Gbit/s");
    }
    Cell time = Cells.of(figures.transactionUs(key), "us");
    return PatternCase.of(key).isOpenLoop() ? time.with("p50" + reached(score)) : time;
  }

  /** How often all clients together asked, which may be less than they were meant to. */
  private String reached(Series score) {
    return figures
        .mean(score.key())
        .map(mean -> score.key().threads() / (mean.value() * score.unit().toBase()))
        .map(rate -> " at " + Math.round(rate) + "/s")
        .orElse("");
  }

  /** CPU time: us for an operation, ms for a gigabyte. */
  private Cell cpu(SeriesKey score, Metric metric) {
    double scale = pattern.isTransactions() ? 1 : 1e-3;
    Optional<GeometricMean> mean = figures.mean(score, metric);
    if (mean.isPresent()) {
      return PathCells.scaled(mean.get(), scale, Cell.NUMBER);
    }
    OptionalDouble plain = figures.count(score, metric);
    return plain.isEmpty() ? Cell.NONE : Cell.of(plain.getAsDouble() * scale, Cell.NUMBER);
  }

  private Optional<Section.Table> distribution() {
    List<String> header = new ArrayList<>(List.of("path", "#operations"));
    QUANTILES.forEach(quantile -> header.add("#p" + PathCells.percent(quantile)));
    List<List<Cell>> rows = new ArrayList<>();
    for (Series score : scores) {
      if (figures.operations(score.key()) > 0) {
        rows.add(distribution(score));
      }
    }
    String caption = pattern.name() + ": latency, geometric mean over the forks";
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(new Section.Table(caption, header, rows));
  }

  /** A percentile that only some forks are large enough for says of how many it is. */
  private List<Cell> distribution(Series score) {
    SeriesKey key = score.key();
    List<Cell> cells =
        new ArrayList<>(List.of(Cell.of(label(key)), Cell.of(figures.operations(key), Cell.COUNT)));
    for (double quantile : QUANTILES) {
      cells.add(
          figures
              .percentileUs(key, quantile)
              .map(mean -> Cell.of(mean.value(), "us").with(of(mean.forks(), score.forks().size())))
              .orElse(Cell.NONE));
    }
    return cells;
  }

  private static String of(int some, int all) {
    return some < all ? "(" + some + " of " + all + " forks)" : "";
  }

  private String label(SeriesKey key) {
    return PathFigures.path(key) + PatternCase.of(key).words(cases);
  }
}
