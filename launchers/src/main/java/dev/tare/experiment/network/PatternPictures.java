package dev.tare.experiment.network;

import dev.tare.experiment.Cells;
import dev.tare.experiment.SectionBuilder;
import dev.tare.result.Section;
import dev.tare.result.Section.Scale;
import java.util.ArrayList;
import java.util.List;
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

  void draw(SectionBuilder section) {
    for (PatternCase one : plainest()) {
      bars(section, one, false);
      bars(section, one, true);
    }
    if (pattern.isTransactions()) {
      plainest().forEach(one -> percentiles(section, one));
      for (PatternCase one : plainest()) {
        over(section, one, "bytes", PatternCase::bytes, PatternCase::withoutBytes);
        over(
            section, one, "connections", PatternCase::connections, PatternCase::withoutConnections);
      }
    }
  }

  /**
   * Draws the paths in one case; emulated guests in a chart of their own, where they would dwarf
   * what they cannot be compared with.
   */
  private void bars(SectionBuilder section, PatternCase like, boolean emulated) {
    section.bars(
        pattern.title()
            + like.words(cases)
            + (emulated ? ": emulated guests (TCG), no KVM figures" : ""),
        pattern.isTransactions() ? time(like) + ", less is better" : "Gbit/s, more is better",
        scores.stream()
            .filter(one -> one.what().equals(like))
            .filter(one -> figures.isEmulated(one.path()) == emulated)
            .map(one -> new Section.Bar(figures.called(one.path()), figure(one)))
            .toList());
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

  /** Returns the fewest connections with the smallest size, at each rate. */
  private List<PatternCase> plainest() {
    PatternCase first = cases.first();
    return cases.stream()
        .filter(one -> one.connections() == first.connections() && one.bytes() == first.bytes())
        .toList();
  }

  private void percentiles(SectionBuilder section, PatternCase like) {
    curves(
        section,
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
   * Draws a line for each path over one dimension.
   *
   * @param like alike in the rest
   */
  private void over(
      SectionBuilder section,
      PatternCase like,
      String what,
      ToIntFunction<PatternCase> x,
      UnaryOperator<PatternCase> rest) {
    curves(
        section,
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
  private void curves(
      SectionBuilder section,
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
    section.curves(pattern.name() + title, xLabel, yLabel, Scale.EVEN, Scale.LOG, lines);
  }
}
