package dev.tare.experiment.network;

import dev.tare.experiment.Cells;
import dev.tare.result.Section;
import dev.tare.result.Section.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Describes what answers at a glance for one pattern: the paths side by side, and what they depend
 * on.
 */
final class PatternPictures {
  private final NetPattern pattern;
  private final PathFigures figures;
  private final List<PathScore> scores;
  private final TreeSet<PatternCase> cases = new TreeSet<>();

  PatternPictures(NetPattern pattern, PathFigures figures) {
    this.pattern = pattern;
    this.figures = figures;
    this.scores = figures.scores(pattern);
    scores.forEach(one -> cases.add(one.what()));
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

  private Optional<Section.Bars> bars(PatternCase like, boolean emulated) {
    List<Section.Bar> bars =
        scores.stream()
            .filter(one -> one.what().equals(like))
            .filter(one -> figures.isEmulated(one.path()) == emulated)
            .map(one -> new Section.Bar(figures.called(one.path()), figure(one)))
            .toList();
    String title =
        pattern.title()
            + like.words(cases)
            + (emulated ? ": emulated guests (TCG), no KVM figures" : "");
    String label =
        pattern.isTransactions() ? time(like) + ", less is better" : "Gbit/s, more is better";
    return bars.isEmpty()
        ? Optional.empty()
        : Optional.of(new Section.Bars(title, label, null, bars));
  }

  private static Section.Cell figure(PathScore score) {
    return score
        .value()
        .map(mean -> Cells.of(mean, score.unit()))
        .orElse(Section.Cell.of("no figure"));
  }

  private static String time(PatternCase one) {
    return one.isOpenLoop() ? "median latency, us" : "us a transaction";
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

  /** Returns the fewest connections with the smallest size, at each rate. */
  private List<PatternCase> plainest() {
    PatternCase first = cases.first();
    return cases.stream()
        .filter(one -> one.connections() == first.connections() && one.bytes() == first.bytes())
        .toList();
  }

  private Section.Curves percentiles(PatternCase like) {
    return curves(
        like.words(cases) + ": latency",
        "percentile",
        PathScore.US,
        one -> one.what().equals(like),
        PatternPictures::percentiles);
  }

  private static Stream<Section.Point> percentiles(PathScore score) {
    return PatternTables.QUANTILES.stream()
        .flatMap(
            quantile ->
                score.percentileUs(quantile).stream()
                    .map(
                        mean ->
                            new Section.Point(
                                PathScore.hundredths(quantile).doubleValue(),
                                Cells.of(mean, PathScore.US))));
  }

  /**
   * Returns a line for each path over one dimension.
   *
   * @param like alike in the rest
   */
  private Section.Curves over(
      PatternCase like,
      String what,
      ToIntFunction<PatternCase> x,
      UnaryOperator<PatternCase> rest) {
    return curves(
        " over " + what + rest.apply(like).words(cases.stream().map(rest).toList()),
        what,
        time(like),
        one -> rest.apply(one.what()).equals(rest.apply(like)),
        one ->
            one.value().stream()
                .map(
                    mean ->
                        new Section.Point(x.applyAsInt(one.what()), Cells.of(mean, PathScore.US))));
  }

  /** A line for each path that has more than one point. */
  private Section.Curves curves(
      String title,
      String xLabel,
      String yLabel,
      Predicate<PathScore> shown,
      Function<PathScore, Stream<Section.Point>> points) {
    List<Section.Line> lines = new ArrayList<>();
    for (String path : figures.paths()) {
      List<Section.Point> own =
          scores.stream()
              .filter(one -> one.path().equals(path) && shown.test(one))
              .flatMap(points)
              .toList();
      if (own.size() > 1) {
        lines.add(new Section.Line(figures.called(path), own));
      }
    }
    return new Section.Curves(pattern.name() + title, xLabel, yLabel, Scale.EVEN, Scale.LOG, lines);
  }
}
