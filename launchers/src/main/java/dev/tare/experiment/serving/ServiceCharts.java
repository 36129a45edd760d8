package dev.tare.experiment.serving;

import dev.tare.compare.SideSummary;
import dev.tare.experiment.Cells;
import dev.tare.experiment.Found;
import dev.tare.experiment.SectionBuilder;
import dev.tare.result.Metrics;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import dev.tare.result.Section.Scale;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Draws environments side by side: throughput against the tail, latencies, what closed loops
 * reached, and what a request took of the host.
 */
record ServiceCharts(
    Found<ServiceParameters, Served, ServiceOutcome> found, List<LoadScore> scores) {
  private static final String US = "us";
  private static final double P99 = .99;
  private static final List<Double> QUANTILES = List.of(.05, .25, .5, .75, .9, .95, .99, .999);

  void draw(SectionBuilder section) {
    for (Load load : found.plan().parameters().loads()) {
      for (int clients : found.plan().parameters().connections()) {
        section.curves(
            "Throughput against p99: " + Load.words(load.word(), clients),
            "requests answered, 1/s",
            "p99, us",
            Scale.LINEAR,
            Scale.LOG,
            hockeySticks(load, clients));
      }
    }
    for (String words : scores.stream().map(LoadScore::words).distinct().toList()) {
      List<LoadScore> own = scores.stream().filter(one -> one.words().equals(words)).toList();
      section.curves(
          "Latency by percentile: " + words,
          "percentile",
          "us",
          Scale.EVEN,
          Scale.LOG,
          distributions(own));
      if (!own.get(0).isOpenLoop()) {
        section.bars(
            words, "requests per second, more is better", bars(own, LoadScore::reached, "ops/s"));
      }
      section.bars(
          words + ": CPU time of the whole host",
          "us per request, less is better",
          bars(own, score -> score.score(Metrics.HOST_CPU_PER_OP), US));
    }
  }

  private List<Section.Bar> bars(
      List<LoadScore> own, Function<LoadScore, Optional<SideSummary>> figure, String unit) {
    return own.stream()
        .filter(score -> figure.apply(score).isPresent())
        .map(score -> new Section.Bar(called(score), Cells.score(figure.apply(score), unit)))
        .toList();
  }

  private String called(LoadScore score) {
    return found.called(score.environment());
  }

  /** Takes the rates that were given, and those that were looked at. */
  private List<Section.Line> hockeySticks(Load load, int clients) {
    return found.conditions().stream()
        .map(one -> new Section.Line(found.called(one), points(one, load, clients)))
        .filter(line -> line.points().size() > 1)
        .toList();
  }

  private List<Section.Point> points(Served one, Load load, int clients) {
    List<Section.Point> points = new ArrayList<>();
    scores.stream()
        .filter(score -> score.environment().equals(one.name()) && score.isOpenLoop())
        .filter(score -> score.load() == load && score.connections() == clients)
        .filter(score -> score.percentileUs(P99).isPresent())
        .forEach(
            score ->
                points.add(
                    new Section.Point(
                        score.kept().orElseThrow().value(),
                        Cells.score(score.percentileUs(P99), US))));
    found.outcomes(one).stream()
        .flatMap(outcome -> outcome.looks().stream())
        .filter(look -> look.load().equals(load.word()) && look.connections() == clients)
        .filter(look -> look.p99Ns().isPresent() && look.reached() > 0)
        .forEach(
            look ->
                points.add(
                    new Section.Point(
                        look.reached(), Cell.of(look.p99Ns().getAsDouble() / 1e3, US))));
    points.sort(Comparator.comparingDouble(Section.Point::x));
    return points;
  }

  private List<Section.Line> distributions(List<LoadScore> own) {
    return own.stream()
        .map(score -> new Section.Line(called(score), percentiles(score)))
        .filter(line -> line.points().size() > 1)
        .toList();
  }

  private static List<Section.Point> percentiles(LoadScore score) {
    return QUANTILES.stream()
        .filter(quantile -> score.percentileUs(quantile).isPresent())
        .map(
            quantile ->
                new Section.Point(100 * quantile, Cells.score(score.percentileUs(quantile), US)))
        .toList();
  }
}
