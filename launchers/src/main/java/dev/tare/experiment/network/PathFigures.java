package dev.tare.experiment.network;

import dev.tare.compare.CompareOptions;
import dev.tare.compare.Comparer;
import dev.tare.compare.Row;
import dev.tare.experiment.Emulation;
import dev.tare.result.Fork;
import dev.tare.result.Iteration;
import dev.tare.result.LatencyCounts;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.stats.ForkSummary;
import dev.tare.stats.GeometricMean;
import dev.tare.stats.Interval;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/** What a run of the experiment measured, found by path and benchmark. */
final class PathFigures {
  /** A guest shows another CPU; it is the same machine, and that is what is compared. */
  private static final Set<String> SAME_MACHINE = Set.of("cpu.model", "cpu.emulated");

  private final Run run;
  private final Map<SeriesKey, Series> series = new HashMap<>();
  private final Map<SeriesKey, Row> rows = new HashMap<>();
  private final List<String> paths;

  /**
   * @param paths in the order of the tables; the first is what the others are compared with
   */
  PathFigures(Run run, List<String> paths) {
    this.run = run;
    this.paths = paths;
    run.series().forEach(one -> series.put(one.key(), one));
    CompareOptions judged = judged();
    paths.stream()
        .skip(1)
        .forEach(
            path ->
                Comparer.compare(run.only(paths.get(0)), run.only(path), judged)
                    .rows()
                    .forEach(row -> rows.put(row.key().withEnvironment(Optional.of(path)), row)));
  }

  private CompareOptions judged() {
    boolean open =
        series.keySet().stream()
            .anyMatch(key -> key.isPrimary() && PatternCase.of(key).isOpenLoop());
    return new CompareOptions(
        OptionalDouble.empty(),
        Optional.of(Pattern.compile(open ? "^(score|p50)$" : "^score$")),
        Optional.empty(),
        SAME_MACHINE);
  }

  List<String> paths() {
    return paths;
  }

  /** The scores of a pattern, case by case, and in each path by path. */
  List<Series> scores(NetPattern pattern) {
    return series.values().stream()
        .filter(one -> one.key().isPrimary() && !one.forks().isEmpty())
        .filter(one -> NetPattern.of(one.key().benchmark()).filter(pattern::equals).isPresent())
        .sorted(
            Comparator.comparing((Series one) -> PatternCase.of(one.key()))
                .thenComparing(one -> paths.indexOf(path(one.key()))))
        .toList();
  }

  static String path(SeriesKey key) {
    return key.environment().orElse(Run.UNNAMED);
  }

  /** Whether a path's CPUs are emulated: then its figures say nothing about KVM. */
  boolean isEmulated(String path) {
    return Emulation.of(run.environments().get(path));
  }

  /** A path as tables and charts call it. */
  String name(String path) {
    return isEmulated(path) ? Emulation.name(path) : path;
  }

  /**
   * The comparison with the first path; absent for that one itself. At a fixed rate it is of
   * medians: there the score only says how often requests were sent.
   */
  Optional<Row> row(SeriesKey score) {
    return Optional.ofNullable(rows.get(judged(score)));
  }

  /** What one transaction took, us; at a fixed rate the median latency. */
  Optional<GeometricMean> transactionUs(SeriesKey score) {
    SeriesKey judged = judged(score);
    return Optional.ofNullable(series.get(judged))
        .flatMap(one -> mean(judged).map(mean -> scaled(mean, one.unit().toBase() * 1e6)));
  }

  /** What a bulk pattern moved, Gbit/s. */
  Optional<GeometricMean> gigabits(SeriesKey score) {
    return mean(score, Metrics.THROUGHPUT);
  }

  private static SeriesKey judged(SeriesKey score) {
    return PatternCase.of(score).isOpenLoop() ? score.withMetric(Metrics.P50.name()) : score;
  }

  private static GeometricMean scaled(GeometricMean mean, double scale) {
    Interval ci95 = mean.ci95();
    return new GeometricMean(
        mean.value() * scale,
        new Interval(ci95.low() * scale, ci95.high() * scale),
        mean.cv(),
        mean.forks());
  }

  /** One side's mean over its forks; absent where there is none, or a value is not above 0. */
  Optional<GeometricMean> mean(SeriesKey key) {
    double[] forks = forks(key);
    boolean usable = forks.length > 0 && Arrays.stream(forks).allMatch(value -> value > 0);
    return usable
        ? Optional.of(GeometricMean.of(Arrays.stream(forks).map(Math::log).toArray()))
        : Optional.empty();
  }

  Optional<GeometricMean> mean(SeriesKey score, Metric metric) {
    return mean(score.withMetric(metric.name()));
  }

  /** The plain mean of a count; absent where nothing was counted. */
  OptionalDouble count(SeriesKey score, Metric metric) {
    return Arrays.stream(forks(score.withMetric(metric.name()))).average();
  }

  /** The latencies of all forks together; absent where none were kept. */
  Optional<LatencyCounts> latencies(SeriesKey key) {
    return Optional.ofNullable(series.get(key)).stream()
        .flatMap(one -> one.forks().stream())
        .flatMap(fork -> fork.histogram().stream())
        .reduce(LatencyCounts::plus);
  }

  private double[] forks(SeriesKey key) {
    Series one = series.get(key);
    return one == null
        ? new double[0]
        : one.forks().stream().mapToDouble(PathFigures::middle).toArray();
  }

  private static double middle(Fork fork) {
    return ForkSummary.MEDIAN.of(
        fork.iterations().stream().mapToDouble(Iteration::value).toArray());
  }
}
