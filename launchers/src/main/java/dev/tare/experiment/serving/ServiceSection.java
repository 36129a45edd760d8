package dev.tare.experiment.serving;

import dev.tare.compare.SideSummary;
import dev.tare.experiment.Cells;
import dev.tare.experiment.Columns;
import dev.tare.experiment.Found;
import dev.tare.experiment.SectionBuilder;
import dev.tare.experiment.Words;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.OperationMetrics;
import dev.tare.result.Sample;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import dev.tare.result.ServiceMetrics;
import dev.tare.stats.GeometricMean;
import dev.tare.stats.Percentiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Describes what the server gave in every environment: throughput against the tail, and who took
 * CPU time.
 */
final class ServiceSection {
  private static final String US = "us";
  private static final String RATE = "ops/s";

  private final Found<ServiceParameters, Served, ServiceOutcome> found;
  private final ServiceParameters asked;
  private final List<LoadScore> scores;

  /** Is what is looked for in one environment: the highest rate of a load within the bound. */
  private record Bound(Load load, int clients, Served served) {}

  ServiceSection(Found<ServiceParameters, Served, ServiceOutcome> found) {
    this.found = found;
    this.asked = found.plan().parameters();
    this.scores = LoadScore.of(found.run());
  }

  Section section() {
    SectionBuilder section = new SectionBuilder();
    new ServiceCharts(found, scores).draw(section);
    section.table(answered()).table(operations());
    if (asked.boundUs().isPresent()) {
      section.table(bounds());
    }
    section.table(servers());
    notes().forEach(section::note);
    return section.section(
        "service",
        "What a server loses",
        "The same "
            + asked.service()
            + " under the same load in every environment. Latencies of a given rate count from"
            + " when a request was meant to start, those of a closed loop from when it was"
            + " sent. Intervals are 95 % over forks; CPU time is that of the whole host, of"
            + " which what the environment counts itself, or QEMU, is a part.",
        answer());
  }

  private Columns<LoadScore> names() {
    return new Columns<LoadScore>()
        .text("load", LoadScore::words)
        .text("environment", score -> found.called(score.environment()));
  }

  private static Function<LoadScore, Cell> mean(Metric metric, String unit) {
    return score -> Cells.score(score.score(metric), unit);
  }

  private Section.Table answered() {
    return names()
        .number("answered", score -> Cells.score(score.reached(), RATE).with(shortOf(score)))
        .number("p50", score -> percentile(score, .5))
        .number("p99", score -> percentile(score, .99))
        .number("p99.9", score -> percentile(score, .999))
        .number("client late p99", ServiceSection::late)
        .number("client CPU", mean(Metrics.CLIENT_CPU, "CPUs"))
        .number("host CPU/op", mean(Metrics.HOST_CPU_PER_OP, US))
        .number("inside CPU/op", mean(Metrics.INSIDE_PER_OP, US))
        .number("QEMU CPU/op", mean(Metrics.QEMU_PER_OP, US))
        .table("What was answered", scores);
  }

  private static String shortOf(LoadScore score) {
    boolean behind =
        score.isOpenLoop()
            && score.kept().filter(one -> one.value() < .95 * score.rate()).isPresent();
    if (!behind) {
      return "";
    }
    boolean client = score.score(Metrics.CLIENT_CPU).filter(one -> one.value() > .95).isPresent();
    return client ? "the client is slower than its rate" : "slower than its rate";
  }

  private static Cell percentile(LoadScore score, double quantile) {
    Optional<SideSummary> known = score.percentileUs(quantile);
    OptionalLong recorded = score.recorded();
    if (known.isPresent() || recorded.isEmpty()) {
      return Cells.score(known, US);
    }
    return Cell.of(
        score.isRefused(quantile)
            ? "the client was late"
            : "too few: " + recorded.getAsLong() + " of " + Percentiles.least(quantile));
  }

  private static Cell late(LoadScore score) {
    return score
        .score(ServiceMetrics.LATE)
        .map(one -> Cell.of(one.value() * 1e-3, US))
        .orElse(Cell.NONE);
  }

  /** Has what inserts, reads and updates took each, of loads that tell them apart. */
  private Section.Table operations() {
    Columns<LoadScore> columns = names();
    operation(columns, "insert", ServiceMetrics.LOAD);
    operation(columns, "read", ServiceMetrics.READ);
    operation(columns, "update", ServiceMetrics.UPDATE);
    return columns.table(
        "From when it was sent until it was answered",
        scores.stream()
            .filter(score -> score.score(ServiceMetrics.READ.mean()).isPresent())
            .toList());
  }

  private static void operation(Columns<LoadScore> columns, String name, OperationMetrics kind) {
    columns
        .number(name + ", mean", mean(kind.mean(), kind.mean().unit()))
        .number(
            name + ", p99",
            score ->
                score.score(kind.p99()).isEmpty() && score.score(kind.mean()).isPresent()
                    ? Cell.of("too few")
                    : Cells.score(score.score(kind.p99()), kind.p99().unit()));
  }

  private Section.Table bounds() {
    List<Bound> rows = new ArrayList<>();
    for (Load load : asked.loads()) {
      for (int clients : asked.connections()) {
        found.conditions().forEach(one -> rows.add(new Bound(load, clients, one)));
      }
    }
    return new Columns<Bound>()
        .text("load", row -> Load.words(row.load().word(), row.clients()))
        .text("environment", row -> found.called(row.served()))
        .number("rate", row -> Cells.of(rate(row), RATE))
        .table("The highest rate with a p99 within " + asked.boundText().orElseThrow(), rows);
  }

  private Optional<GeometricMean> rate(Bound row) {
    double[] logs =
        found.samples(ServiceMetrics.RATE_AT_BOUND, row.served()).stream()
            .filter(one -> row.load().word().equals(one.labels().get("load")))
            .filter(one -> String.valueOf(row.clients()).equals(one.labels().get("connections")))
            .mapToDouble(Sample::value)
            .map(Math::log)
            .toArray();
    return logs.length == 0 ? Optional.empty() : Optional.of(GeometricMean.of(logs));
  }

  private Section.Table servers() {
    return new Columns<Served>()
        .text("environment", found::called)
        .text("version", fact("service.version"))
        .text("address", fact("service.address"))
        .text("CPUs client,server", fact("service.cpus"))
        .text("proof", fact(OpenService.PROOF))
        .text("started as", fact("service.configuration"))
        .table("The servers", found.conditions());
  }

  private Function<Served, String> fact(String name) {
    return one ->
        Optional.ofNullable(found.run().environments().get(one.name()))
            .flatMap(facts -> facts.get(name))
            .orElse(Words.NONE);
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    boolean two = found.conditions().stream().anyMatch(one -> one.hosts() > 1);
    String client = asked.client();
    if (two) {
      notes.add("Client and server are on two hosts, the client in " + client + ".");
    } else if (asked.service().equals(Load.ETC.service())) {
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
