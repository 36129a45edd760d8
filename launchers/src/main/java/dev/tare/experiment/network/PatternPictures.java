package dev.tare.experiment.network;

import dev.tare.experiment.Cells;
import dev.tare.result.Section;
import dev.tare.result.Section.Scale;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.stats.GeometricMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/** What answers at a glance for one pattern: the paths side by side, and what they depend on. */
final class PatternPictures {
  private static final String US = "us";

  private final NetPattern pattern;
  private final PathFigures figures;
  private final List<Series> scores;
  private final TreeSet<PatternCase> cases = new TreeSet<>();

  /**
   * @param figures of a run that has this pattern
   */
  PatternPictures(NetPattern pattern, PathFigures figures) {
    this.pattern = pattern;
    this.figures = figures;
    this.scores = figures.scores(pattern);
    scores.forEach(one -> cases.add(PatternCase.of(one.key())));
  }

  /**
   * The paths in the first case, at each rate; emulated guests in a chart of their own, where they
   * would dwarf what they cannot be compared with.
   */
  List<Section.Bars> bars() {
    List<Section.Bars> all = new ArrayList<>();
    for (PatternCase one : plainest()) {
      bars(one, false).ifPresent(all::add);
      bars(one, true).ifPresent(all::add);
    }
    return all;
  }

  private Optional<Section.Bars> bars(PatternCase one, boolean emulated) {
    List<Section.Bar> bars =
        scores.stream()
            .filter(score -> PatternCase.of(score.key()).equals(one))
            .filter(score -> figures.isEmulated(PathFigures.path(score.key())) == emulated)
            .map(score -> bar(score.key()))
            .toList();
    String title =
        pattern.title()
            + one.words(cases)
            + (emulated ? ": emulated guests (TCG), no KVM figures" : "");
    return bars.isEmpty()
        ? Optional.empty()
        : Optional.of(new Section.Bars(title, label(one), null, bars));
  }

  private String label(PatternCase one) {
    if (!pattern.isTransactions()) {
      return "Gbit/s, more is better";
    }
    return (one.isOpenLoop() ? "median latency, us" : "us a transaction") + ", less is better";
  }

  private Section.Bar bar(SeriesKey score) {
    Optional<GeometricMean> mean =
        pattern.isTransactions() ? figures.transactionUs(score) : figures.gigabits(score);
    String unit = pattern.isTransactions() ? US : "Gbit/s";
    return new Section.Bar(
        PathFigures.path(score),
        mean.map(one -> Cells.of(one, unit)).orElse(Section.Cell.of("no figure")));
  }

  /** Latencies by percentile, then the time over sizes and over connections, for transactions. */
  List<Section.Curves> curves() {
    List<Section.Curves> all = new ArrayList<>();
    if (pattern.isTransactions()) {
      plainest().forEach(one -> all.add(percentiles(one)));
      for (PatternCase one : plainest()) {
        all.add(over(one, "bytes", PatternCase::bytes, PatternCase::withoutBytes));
        all.add(
            over(one, "connections", PatternCase::connections, PatternCase::withoutConnections));
      }
    }
    return all.stream().filter(one -> !one.lines().isEmpty()).toList();
  }

  /** The fewest connections with the smallest size, at each rate. */
  private List<PatternCase> plainest() {
    PatternCase first = cases.first();
    return cases.stream()
        .filter(one -> one.connections() == first.connections() && one.bytes() == first.bytes())
        .toList();
  }

  private Section.Curves percentiles(PatternCase one) {
    List<Section.Line> lines = new ArrayList<>();
    for (Series score : scores) {
      if (PatternCase.of(score.key()).equals(one)) {
        List<Section.Point> points = percentiles(score.key());
        if (points.size() > 1) {
          lines.add(new Section.Line(PathFigures.path(score.key()), points));
        }
      }
    }
    return new Section.Curves(
        pattern.name() + one.words(cases) + ": latency",
        "percentile",
        US,
        Scale.EVEN,
        Scale.LOG,
        lines);
  }

  private List<Section.Point> percentiles(SeriesKey score) {
    List<Section.Point> points = new ArrayList<>();
    for (double quantile : PatternTables.QUANTILES) {
      double percent = Double.parseDouble(PathCells.percent(quantile));
      figures
          .percentileUs(score, quantile)
          .ifPresent(mean -> points.add(new Section.Point(percent, Cells.of(mean, US))));
    }
    return points;
  }

  /**
   * A line for each path over one dimension.
   *
   * @param like alike in the rest
   */
  private Section.Curves over(
      PatternCase like,
      String what,
      ToIntFunction<PatternCase> x,
      UnaryOperator<PatternCase> rest) {
    List<Section.Line> lines = new ArrayList<>();
    for (String path : figures.paths()) {
      List<Section.Point> points =
          scores.stream()
              .map(Series::key)
              .filter(key -> PathFigures.path(key).equals(path))
              .filter(key -> rest.apply(PatternCase.of(key)).equals(rest.apply(like)))
              .flatMap(key -> point(key, x).stream())
              .toList();
      if (points.size() > 1) {
        lines.add(new Section.Line(path, points));
      }
    }
    return new Section.Curves(
        pattern.name()
            + " over "
            + what
            + rest.apply(like).words(cases.stream().map(rest).toList()),
        what,
        like.isOpenLoop() ? "median latency, us" : "us a transaction",
        Scale.EVEN,
        Scale.LOG,
        lines);
  }

  private Optional<Section.Point> point(SeriesKey score, ToIntFunction<PatternCase> dimension) {
    int x = dimension.applyAsInt(PatternCase.of(score));
    return figures.transactionUs(score).map(mean -> new Section.Point(x, Cells.of(mean, US)));
  }
}
