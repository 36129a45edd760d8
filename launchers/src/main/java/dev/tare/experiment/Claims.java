package dev.tare.experiment;

import dev.tare.compare.ClaimVerdict;
import dev.tare.result.Expectation;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.PublishedFigure;
import dev.tare.result.Sample;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import dev.tare.result.io.PublishedJson;
import dev.tare.stats.GeometricMean;
import dev.tare.stats.Verdicts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Holds the studies' figures against the samples of an experiment. */
public final class Claims {
  private static final Cell UNMEASURED = Cell.of("not measured here");

  private final List<? extends Condition> conditions;
  private final List<Sample> samples;
  private final HostContext context;
  private final List<Claimed> claimed = new ArrayList<>();
  private final Set<String> labels = new TreeSet<>();

  /** Describes what of which figure. */
  private record Claimed(PublishedFigure figure, Expectation expected) {}

  /**
   * @param experiment its name
   */
  Claims(
      String experiment,
      List<? extends Condition> conditions,
      List<Sample> samples,
      HostContext context) {
    this.conditions = List.copyOf(conditions);
    this.samples = List.copyOf(samples);
    this.context = context;
    conditions.forEach(one -> labels.addAll(one.labels().keySet()));
    for (PublishedFigure figure : PublishedJson.figures()) {
      figure.expectations().stream()
          .filter(one -> one.experiment().equals(experiment))
          .filter(one -> isOfOurWork(one.of().get("workload")))
          .forEach(one -> claimed.add(new Claimed(figure, one)));
    }
  }

  private boolean isOfOurWork(List<String> workloads) {
    return workloads == null
        || conditions.stream().anyMatch(one -> workloads.contains(one.labels().get("workload")));
  }

  /** One for each claim and condition that it is about; about nothing measured it comes once. */
  List<Section.Judged> all() {
    List<Section.Judged> all = new ArrayList<>();
    for (Claimed one : claimed) {
      List<Section.Judged> own =
          about(one.expected()).stream()
              .flatMap(condition -> judged(one, condition).stream())
              .toList();
      all.addAll(
          own.isEmpty() ? List.of(row(one, "", UNMEASURED, ClaimVerdict.FIGURES_ALONE)) : own);
    }
    return all;
  }

  /** Returns what the studies saw in conditions like these, where it can be drawn. */
  public List<Section.Bar> bars(Predicate<Condition> like) {
    List<Section.Bar> bars = new ArrayList<>();
    for (Claimed one : claimed) {
      Expectation expected = one.expected();
      boolean drawn = expected.drawn().isPresent() || expected.never();
      // What stack the study had makes no difference: its bar stands beside ours of another.
      boolean tried = conditions.stream().filter(like).anyMatch(own -> isLike(own, expected));
      if (drawn && tried) {
        Cell figure =
            expected.never()
                ? Cell.of("DNF")
                : Cell.of(expected.drawn(), Cell.NUMBER).with(", " + one.figure().where());
        bars.add(new Section.Bar(source(one.figure()) + ": " + words(expected), figure, true));
      }
    }
    return bars;
  }

  private static String words(Expectation expected) {
    return new TreeMap<>(expected.of())
        .descendingMap().values().stream()
            .map(values -> values.get(0))
            .collect(Collectors.joining(", "));
  }

  /** Labels that no condition has are those of figures. */
  private boolean isLike(Condition own, Expectation expected) {
    return expected.of().entrySet().stream()
        .filter(label -> !label.getKey().equals(Condition.STACK))
        .filter(label -> labels.contains(label.getKey()))
        .allMatch(label -> label.getValue().contains(own.labels().get(label.getKey())));
  }

  private boolean isLike(Sample figure, Expectation expected) {
    return expected.of().entrySet().stream()
        .filter(label -> !labels.contains(label.getKey()))
        .allMatch(label -> label.getValue().contains(figure.labels().get(label.getKey())));
  }

  private List<Condition> about(Expectation expected) {
    return conditions.stream()
        .map(one -> (Condition) one)
        .filter(one -> isLike(one, expected))
        .filter(
            one ->
                expected
                    .of()
                    .getOrDefault(Condition.STACK, List.of(one.labels().get(Condition.STACK)))
                    .contains(one.labels().get(Condition.STACK)))
        .toList();
  }

  /** Absent where nothing of it was measured. */
  private Optional<Section.Judged> judged(Claimed claim, Condition own) {
    Expectation expected = claim.expected();
    Optional<Condition> other = differing(own, expected.over());
    if (other.isEmpty() || differing(own, expected.base()).isEmpty()) {
      return Optional.empty();
    }
    boolean alone = expected.over().isEmpty();
    String about = own.name() + (alone ? "" : " over " + other.get().name());
    Optional<String> elsewhere = elsewhere(expected, own, other.get());
    String why = elsewhere.map(text -> "(" + text + ")").orElse("");
    SortedMap<Integer, Double> ends = blocks(Metrics.GIVEN_UP.name(), expected, own);
    long given = ends.values().stream().filter(v -> v > 0).count();
    long tried = ends.size();
    if (given > 0 && (given == tried || expected.never())) {
      Cell cell = Cell.of(("DNF in " + given + " of " + tried + " blocks " + why).strip());
      boolean agrees = expected.never() || Double.isInfinite(expected.high());
      ClaimVerdict verdict =
          given < tried || tried < Verdicts.MIN_FORKS
              ? ClaimVerdict.CANNOT_TELL
              : agrees ? ClaimVerdict.HOLDS : ClaimVerdict.DOES_NOT_HOLD;
      return Optional.of(
          row(claim, about, cell, elsewhere.isPresent() ? ClaimVerdict.OTHER_TOPOLOGY : verdict));
    }
    Optional<GeometricMean> ratio = ratio(expected, own, other.get(), alone);
    if (ratio.isEmpty()) {
      return Optional.empty();
    }
    ClaimVerdict verdict =
        elsewhere.isPresent() ? ClaimVerdict.OTHER_TOPOLOGY : verdict(expected, ratio.get());
    return Optional.of(row(claim, about, Cells.of(ratio, unit(expected)).with(why), verdict));
  }

  /** Returns what a claim about one condition alone is in. */
  private static String unit(Expectation expected) {
    boolean alone = expected.over().isEmpty() && expected.base().isEmpty();
    return alone
        ? Metrics.named(expected.metric()).map(Metric::unit).orElse(Cell.NUMBER)
        : Cell.TIMES;
  }

  /** Returns the same condition but for those labels. */
  private Optional<Condition> differing(Condition own, Map<String, String> labels) {
    SortedMap<String, String> wanted = new TreeMap<>(own.labels());
    wanted.putAll(labels);
    return conditions.stream()
        .map(one -> (Condition) one)
        .filter(one -> one.labels().equals(wanted))
        .findFirst();
  }

  private Optional<String> elsewhere(Expectation expected, Condition own, Condition other) {
    if (own.hosts() != expected.hosts() || other.hosts() != expected.hosts()) {
      boolean one = expected.hosts() == 1;
      return Optional.of(
          one ? "theirs was one host" : "theirs were " + expected.hosts() + " hosts");
    }
    if (context.cpus() < expected.cpus().orElse(0)) {
      int cpus = expected.cpus().getAsInt();
      return Optional.of("theirs had " + cpus + " CPUs, this host has " + context.cpus());
    }
    return context.other(own.environment()).or(() -> context.other(other.environment()));
  }

  private Optional<GeometricMean> ratio(
      Expectation expected, Condition own, Condition other, boolean alone) {
    SortedMap<Integer, Double> above = cost(expected, own);
    SortedMap<Integer, Double> below = alone ? new TreeMap<>() : cost(expected, other);
    double[] logs =
        above.entrySet().stream()
            .filter(block -> alone || below.containsKey(block.getKey()))
            .mapToDouble(block -> block.getValue() / (alone ? 1 : below.get(block.getKey())))
            .filter(value -> value > 0)
            .map(Math::log)
            .toArray();
    return logs.length == 0 ? Optional.empty() : Optional.of(GeometricMean.of(logs));
  }

  /** Finds it by block, against the condition that is the base, where there is one. */
  private SortedMap<Integer, Double> cost(Expectation expected, Condition condition) {
    SortedMap<Integer, Double> own = blocks(expected.metric(), expected, condition);
    if (expected.base().isEmpty()) {
      return own;
    }
    SortedMap<Integer, Double> base =
        differing(condition, expected.base())
            .map(one -> blocks(expected.metric(), expected, one))
            .orElse(new TreeMap<>());
    SortedMap<Integer, Double> cost = new TreeMap<>();
    own.forEach(
        (block, value) -> {
          if (base.containsKey(block)) {
            cost.put(block, value / base.get(block));
          }
        });
    return cost;
  }

  private SortedMap<Integer, Double> blocks(
      String metric, Expectation expected, Condition condition) {
    SortedMap<Integer, Double> blocks = new TreeMap<>();
    samples.stream()
        .filter(one -> one.metric().equals(metric))
        .filter(one -> one.condition().equals(condition.name()))
        .filter(one -> isLike(one, expected))
        .forEach(one -> blocks.put(one.block(), one.value()));
    return blocks;
  }

  static ClaimVerdict verdict(Expectation expected, GeometricMean ratio) {
    if (ratio.forks() < Verdicts.MIN_FORKS) {
      return ClaimVerdict.CANNOT_TELL;
    }
    if (expected.never()) {
      return ClaimVerdict.DOES_NOT_HOLD;
    }
    double low = ratio.ci95().low();
    double high = ratio.ci95().high();
    if (low >= expected.low() && high <= expected.high()) {
      return ClaimVerdict.HOLDS;
    }
    boolean outside = high < expected.low() || low > expected.high();
    return outside ? ClaimVerdict.DOES_NOT_HOLD : ClaimVerdict.CANNOT_TELL;
  }

  private static Section.Judged row(Claimed claim, String about, Cell ours, ClaimVerdict verdict) {
    PublishedFigure figure = claim.figure();
    String unit = figure.unit().map(text -> " " + text).orElse("");
    String values =
        figure.values().entrySet().stream()
            .map(value -> value.getKey() + " " + value.getValue() + unit)
            .collect(Collectors.joining("; "));
    String said = figure.statement().map(text -> values.isEmpty() ? text : "; " + text).orElse("");
    return new Section.Judged(
        claim.expected().reading(),
        source(figure) + ", " + figure.where(),
        values + said,
        about,
        ours,
        verdict.label());
  }

  private static String source(PublishedFigure figure) {
    return figure.study().authors().split("[, ]")[0] + " " + figure.study().year();
  }
}
