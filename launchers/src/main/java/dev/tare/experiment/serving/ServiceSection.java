package dev.tare.experiment.serving;

import dev.tare.experiment.Cells;
import dev.tare.experiment.Found;
import dev.tare.result.Column;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.Sample;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import dev.tare.result.Section.Scale;
import dev.tare.result.ServiceMetrics;
import dev.tare.stats.GeometricMean;
import dev.tare.stats.Percentiles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Describes what the server gave in every environment: throughput against the tail, and who took
 * CPU time.
 */
final class ServiceSection {
  private static final String US = "us";
  private static final String RATE = "ops/s";
  private static final double P99 = .99;
  private static final List<Double> QUANTILES = List.of(.05, .25, .5, .75, .9, .95, .99, .999);

  private static final List<Column> HEADER =
      List.of(
          Column.text("load"),
          Column.text("environment"),
          Column.number("answered"),
          Column.number("p50"),
          Column.number("p99"),
          Column.number("p99.9"),
          Column.number("client late p99"),
          Column.number("client CPU"),
          Column.number("host CPU/op"),
          Column.number("inside CPU/op"),
          Column.number("QEMU CPU/op"));

  private final Found<ServiceParameters, Served, ServiceOutcome> found;
  private final List<LoadScore> scores;

  ServiceSection(Found<ServiceParameters, Served, ServiceOutcome> found) {
    this.found = found;
    this.scores = LoadScore.of(found.run());
  }

  Section section() {
    List<Section.Curves> curves = new ArrayList<>();
    curves.addAll(hockeySticks());
    curves.addAll(distributions());
    List<Section.Table> tables = new ArrayList<>();
    tables.add(
        new Section.Table("What was answered", HEADER, scores.stream().map(this::row).toList()));
    new OperationTable(scores, found::called).table().ifPresent(tables::add);
    if (found.plan().parameters().boundUs().isPresent()) {
      tables.add(bounds());
    }
    tables.add(new ServerTable(found).table());
    return new Section(
            "service",
            "What a server loses",
            "The same "
                + found.plan().parameters().service()
                + " under the same load in every environment. Latencies of a given rate count from"
                + " when a request was meant to start, those of a closed loop from when it was"
                + " sent. Intervals are 95 % over forks; CPU time is that of the whole host, of"
                + " which what the environment counts itself, or QEMU, is a part.",
            curves,
            new ServiceBars(scores, found::called).all(),
            tables,
            List.of(),
            notes())
        .answering(answer());
  }

  private List<Cell> row(LoadScore score) {
    return List.of(
        Cell.of(score.words()),
        Cell.of(found.called(score.environment())),
        Cells.of(score.reached(), RATE).with(shortOf(score)),
        percentile(score, .5),
        tail(score, Metrics.P99, .99),
        tail(score, Metrics.P999, .999),
        scaled(score, ServiceMetrics.LATE, 1e-3, US),
        Cells.of(score.mean(Metrics.CLIENT_CPU), "CPUs"),
        Cells.of(score.mean(Metrics.HOST_CPU_PER_OP), US),
        Cells.of(score.mean(Metrics.INSIDE_PER_OP), US),
        Cells.of(score.mean(Metrics.QEMU_PER_OP), US));
  }

  /** Returns what was asked for and did not come. */
  private static String shortOf(LoadScore score) {
    boolean behind =
        score.isOpenLoop()
            && score.kept().filter(one -> one.value() < .95 * score.rate()).isPresent();
    if (!behind) {
      return "";
    }
    boolean client = score.mean(Metrics.CLIENT_CPU).filter(one -> one.value() > .95).isPresent();
    return client ? "the client is slower than its rate" : "slower than its rate";
  }

  /** Returns a tail that the forks have not refused. */
  private static Cell tail(LoadScore score, Metric metric, double quantile) {
    boolean refused =
        score.percentileUs(quantile).isPresent()
            && score.mean(metric).isEmpty()
            && score.mean(ServiceMetrics.TAIL_REFUSED).isPresent();
    return refused ? Cell.of("the client was late") : percentile(score, quantile);
  }

  private static Cell percentile(LoadScore score, double quantile) {
    Optional<GeometricMean> known = score.percentileUs(quantile);
    OptionalLong recorded = score.recorded();
    return known.isEmpty() && recorded.isPresent()
        ? Cell.of("too few: " + recorded.getAsLong() + " of " + Percentiles.least(quantile))
        : Cells.of(known, US);
  }

  private static Cell scaled(LoadScore score, Metric metric, double scale, String unit) {
    return score.mean(metric).map(one -> Cell.of(one.value() * scale, unit)).orElse(Cell.NONE);
  }

  private Section.Table bounds() {
    Optional<String> bound = found.plan().parameters().boundText();
    List<List<Cell>> rows = new ArrayList<>();
    for (Load load : found.plan().parameters().loads()) {
      for (int clients : found.plan().parameters().connections()) {
        for (Served one : found.conditions()) {
          rows.add(
              List.of(
                  Cell.of(Load.words(load.word(), clients)),
                  Cell.of(found.called(one.environment())),
                  Cells.of(bound(one, load, clients), RATE)));
        }
      }
    }
    return new Section.Table(
        "The highest rate with a p99 within " + bound.orElseThrow(),
        List.of(Column.text("load"), Column.text("environment"), Column.number("rate")),
        rows);
  }

  private Optional<GeometricMean> bound(Served one, Load load, int clients) {
    double[] logs =
        found.samples(ServiceMetrics.RATE_AT_BOUND, one).stream()
            .filter(sample -> load.word().equals(sample.labels().get("load")))
            .filter(sample -> String.valueOf(clients).equals(sample.labels().get("connections")))
            .mapToDouble(Sample::value)
            .map(Math::log)
            .toArray();
    return logs.length == 0 ? Optional.empty() : Optional.of(GeometricMean.of(logs));
  }

  /** Throughput against the tail: the rates that were given, and those that were looked at. */
  private List<Section.Curves> hockeySticks() {
    List<Section.Curves> all = new ArrayList<>();
    for (Load load : found.plan().parameters().loads()) {
      for (int clients : found.plan().parameters().connections()) {
        List<Section.Line> lines = new ArrayList<>();
        for (Served one : found.conditions()) {
          List<Section.Point> points = points(one, load, clients);
          if (points.size() > 1) {
            lines.add(new Section.Line(found.called(one.environment()), points));
          }
        }
        if (!lines.isEmpty()) {
          all.add(
              new Section.Curves(
                  "Throughput against p99: " + Load.words(load.word(), clients),
                  "requests answered, 1/s",
                  "p99, us",
                  Scale.LINEAR,
                  Scale.LOG,
                  lines));
        }
      }
    }
    return all;
  }

  private List<Section.Point> points(Served one, Load load, int clients) {
    List<Section.Point> points = new ArrayList<>();
    scores.stream()
        .filter(score -> score.environment().equals(one.name()) && score.isOpenLoop())
        .filter(score -> score.load() == load && score.connections() == clients)
        .filter(score -> score.mean(Metrics.P99).isPresent())
        .forEach(
            score ->
                points.add(
                    new Section.Point(
                        score.kept().orElseThrow().value(),
                        Cells.of(score.percentileUs(P99), US))));
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

  private List<Section.Curves> distributions() {
    List<Section.Curves> all = new ArrayList<>();
    for (String words : words()) {
      List<Section.Line> lines =
          scores.stream()
              .filter(score -> score.words().equals(words))
              .map(score -> new Section.Line(found.called(score.environment()), percentiles(score)))
              .filter(line -> line.points().size() > 1)
              .toList();
      if (!lines.isEmpty()) {
        all.add(
            new Section.Curves(
                "Latency by percentile: " + words,
                "percentile",
                "us",
                Scale.EVEN,
                Scale.LOG,
                lines));
      }
    }
    return all;
  }

  private static List<Section.Point> percentiles(LoadScore score) {
    return QUANTILES.stream()
        .filter(quantile -> score.percentileUs(quantile).isPresent())
        .map(
            quantile ->
                new Section.Point(100 * quantile, Cells.of(score.percentileUs(quantile), US)))
        .toList();
  }

  private Set<String> words() {
    Set<String> words = new LinkedHashSet<>();
    scores.forEach(score -> words.add(score.words()));
    return words;
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    boolean two = found.conditions().stream().anyMatch(one -> one.hosts() > 1);
    String client = found.plan().parameters().client();
    if (two) {
      notes.add("Client and server are on two hosts, the client in " + client + ".");
    } else if (found.plan().parameters().service().equals(Load.ETC.service())) {
      notes.add("Client and server are on one host; Enberg has them on two, over 1 Gbit/s.");
    }
    return notes;
  }

  /** Returns that of the first load, what each environment answers. */
  private String answer() {
    List<LoadScore> first =
        scores.stream().filter(one -> one.words().equals(scores.get(0).words())).toList();
    List<String> parts = new ArrayList<>();
    for (LoadScore score : first) {
      score
          .reached()
          .ifPresent(one -> parts.add(score.environment() + " " + Math.round(one.value()) + "/s"));
    }
    return first.isEmpty()
        ? ""
        : "Answered of " + first.get(0).words() + ": " + String.join(", ", parts) + ".";
  }
}
