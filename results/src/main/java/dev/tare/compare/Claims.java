package dev.tare.compare;

import dev.tare.result.Claim;
import dev.tare.result.PublishedFigure;
import dev.tare.result.Run;
import dev.tare.result.RunNames;
import dev.tare.result.Sample;
import dev.tare.result.Section;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Holds the studies' claims against what was measured: one engine, whatever measured it. */
public final class Claims {
  private static final String BENCHMARKS = "dev.tare.bench.";
  private static final String WORKLOAD = "workload";

  private final String experiment;
  private final List<MeasuredCondition> conditions;
  private final Run run;
  private final RunNames names;
  private final PublishedFigure.Library library;
  private final ClaimEvidence evidence;
  private final Set<String> labels = new TreeSet<>();

  /**
   * @param experiment its name
   * @param run whose series are those of the conditions, samples among them
   */
  public Claims(
      String experiment,
      List<MeasuredCondition> conditions,
      Run run,
      HostContext context,
      PublishedFigure.Library library) {
    this.experiment = experiment;
    this.conditions = List.copyOf(conditions);
    this.run = run;
    this.library = library;
    names = new RunNames(run.series().stream().map(one -> one.key().runId()).toList());
    evidence = new ClaimEvidence(run, context);
    conditions.forEach(one -> labels.addAll(one.labels().keySet()));
  }

  /** One for each claim and figure that it is about; about nothing measured it comes once. */
  public List<Section.Judged> all() {
    List<Section.Judged> all = new ArrayList<>();
    for (PublishedFigure figure : library.figures()) {
      all.addAll(of(figure));
    }
    return all;
  }

  /** Returns those of one figure. */
  public List<Section.Judged> of(PublishedFigure figure) {
    List<Section.Judged> all = new ArrayList<>();
    for (Claim claim : claims(figure)) {
      List<Section.Judged> own =
          about(claim).stream().flatMap(one -> judged(figure, claim, one).stream()).toList();
      all.addAll(
          own.isEmpty() ? List.of(ClaimRow.alone(library, figure, ClaimRow.words(claim))) : own);
    }
    return all;
  }

  private List<Claim> claims(PublishedFigure figure) {
    return figure.claims().stream()
        .filter(one -> one.experiment().equals(experiment))
        .filter(one -> isOfOurWork(one.of().get(WORKLOAD)))
        .toList();
  }

  private boolean isOfOurWork(List<String> workloads) {
    return workloads == null
        || conditions.stream().anyMatch(one -> workloads.contains(one.labels().get(WORKLOAD)));
  }

  /** Returns what the studies saw in conditions like these, where it can be drawn. */
  public List<Section.Bar> bars(Predicate<SortedMap<String, String>> like) {
    List<Section.Bar> bars = new ArrayList<>();
    for (PublishedFigure figure : library.figures()) {
      for (Claim claim : claims(figure)) {
        boolean drawn = claim.drawn().isPresent() || claim.never();
        // What stack the study had makes no difference: its bar stands beside ours of another.
        boolean tried =
            conditions.stream()
                .filter(one -> like.test(one.labels()))
                .anyMatch(one -> isLike(one, claim));
        if (drawn && tried) {
          bars.add(ClaimRow.bar(library, figure, claim));
        }
      }
    }
    return bars;
  }

  /** Labels that no condition has are those of series. */
  private boolean isLike(MeasuredCondition own, Claim claim) {
    return claim.of().entrySet().stream()
        .filter(label -> !label.getKey().equals(MeasuredCondition.STACK))
        .filter(label -> labels.contains(label.getKey()))
        .allMatch(label -> label.getValue().contains(own.labels().get(label.getKey())));
  }

  private boolean isAbout(Series series, Claim claim) {
    Map<String, String> own = labels(series.key());
    return metric(series.key()).equals(claim.metric())
        && claim.of().entrySet().stream()
            .filter(label -> !labels.contains(label.getKey()))
            .allMatch(label -> label.getValue().contains(own.get(label.getKey())));
  }

  private static String metric(SeriesKey key) {
    boolean sample = key.isPrimary() && key.benchmark().startsWith(Sample.PACKAGE);
    return sample
        ? key.benchmark().substring(key.benchmark().lastIndexOf('.') + 1)
        : key.metricLabel();
  }

  private static Map<String, String> labels(SeriesKey key) {
    Map<String, String> own = new TreeMap<>(key.params());
    own.put("threads", String.valueOf(key.threads()));
    if (key.benchmark().startsWith(BENCHMARKS)) {
      String method = key.benchmark().substring(BENCHMARKS.length());
      own.put("subject", method.substring(0, method.indexOf('.')));
      own.put("benchmark", method.substring(0, method.lastIndexOf('.')));
    }
    return own;
  }

  private List<MeasuredCondition> about(Claim claim) {
    List<String> stacks = claim.of().get(MeasuredCondition.STACK);
    return conditions.stream()
        .filter(one -> isLike(one, claim))
        .filter(one -> stacks == null || stacks.contains(label(one)))
        .toList();
  }

  private static String label(MeasuredCondition one) {
    return one.labels().get(MeasuredCondition.STACK);
  }

  /** Those of one condition; none where nothing of it was measured. */
  private List<Section.Judged> judged(PublishedFigure figure, Claim claim, MeasuredCondition own) {
    Optional<MeasuredCondition> other = differing(own, claim.over());
    Optional<MeasuredCondition> base = differing(own, claim.base());
    if (other.isEmpty() || base.isEmpty()) {
      return List.of();
    }
    String about = own.name() + (claim.over().isEmpty() ? "" : " over " + other.get().name());
    ClaimEvidence.Ends ends = ClaimEvidence.Ends.of(series(own));
    if (ends.tellsAll(claim)) {
      ClaimEvidence.Told told = evidence.of(claim, own, other.get(), ends);
      return List.of(ClaimRow.of(library, figure, claim, about, told));
    }
    List<Section.Judged> all = new ArrayList<>();
    for (Series one : series(own)) {
      if (isAbout(one, claim)) {
        evidence
            .of(claim, own, other.get(), column(claim, one, own, other.get()), ends)
            .map(told -> ClaimRow.of(library, figure, claim, name(one.key()) + about, told))
            .ifPresent(all::add);
      }
    }
    return all;
  }

  /** A sample is what its condition is about; of benchmarks there may be several. */
  private String name(SeriesKey key) {
    return key.benchmark().startsWith(Sample.PACKAGE) ? "" : names.of(key.runId()) + ", ";
  }

  private List<Series> series(MeasuredCondition own) {
    return run.series().stream()
        .filter(one -> one.key().environment().orElse(Run.UNNAMED).equals(own.name()))
        .toList();
  }

  private ClaimEvidence.Column column(
      Claim claim, Series one, MeasuredCondition own, MeasuredCondition other) {
    return new ClaimEvidence.Column(
        one,
        Stream.of(differing(own, claim.base()), Optional.of(other), differing(other, claim.base()))
            .flatMap(Optional::stream)
            .flatMap(condition -> like(one, condition).stream())
            .toList());
  }

  private Optional<Series> like(Series one, MeasuredCondition condition) {
    SeriesKey key = one.key().withEnvironment(Optional.of(condition.name()));
    return run.series().stream().filter(other -> other.key().equals(key)).findFirst();
  }

  /** Returns the same condition but for those labels, in the same stack or else in a plain one. */
  private Optional<MeasuredCondition> differing(MeasuredCondition own, Map<String, String> other) {
    if (other.isEmpty()) {
      return Optional.of(own);
    }
    SortedMap<String, String> wanted = new TreeMap<>(own.labels());
    wanted.putAll(other);
    return conditions.stream()
        .filter(one -> one.labels().equals(wanted))
        .min(
            Comparator.<MeasuredCondition, Boolean>comparing(
                    one -> !one.stack().equals(own.stack()))
                .thenComparing(one -> !one.stack().isPlain()));
  }
}
