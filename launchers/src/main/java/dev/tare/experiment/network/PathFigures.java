package dev.tare.experiment.network;

import dev.tare.compare.CompareOptions;
import dev.tare.compare.Comparer;
import dev.tare.compare.Row;
import dev.tare.result.Fork;
import dev.tare.result.Iteration;
import dev.tare.result.LatencyCounts;
import dev.tare.result.Metric;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.stats.ForkSummary;
import dev.tare.stats.GeometricMean;
import java.util.Arrays;
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
  private static final CompareOptions SCORES =
      new CompareOptions(
          OptionalDouble.empty(),
          Optional.of(Pattern.compile("^score$")),
          Optional.empty(),
          Set.of("cpu.model", "cpu.emulated"));

  private final Map<SeriesKey, Series> series = new HashMap<>();
  private final Map<SeriesKey, Row> rows = new HashMap<>();
  private final List<String> paths;

  /**
   * @param paths in the order of the tables; the first is what the others are compared with
   */
  PathFigures(Run run, List<String> paths) {
    this.paths = paths;
    run.series().forEach(one -> series.put(one.key(), one));
    paths.stream()
        .skip(1)
        .forEach(
            path ->
                Comparer.compare(run.only(paths.get(0)), run.only(path), SCORES)
                    .rows()
                    .forEach(row -> rows.put(row.key().withEnvironment(Optional.of(path)), row)));
  }

  List<String> paths() {
    return paths;
  }

  /** The scores of a pattern, path by path, each benchmark with its parameters for itself. */
  List<Series> scores(NetPattern pattern) {
    return series.values().stream()
        .filter(one -> one.key().isPrimary() && !one.forks().isEmpty())
        .filter(one -> NetPattern.of(one.key().benchmark()).filter(pattern::equals).isPresent())
        .sorted(
            java.util.Comparator.comparing((Series one) -> order(one.key()))
                .thenComparing(one -> paths.indexOf(path(one.key()))))
        .toList();
  }

  /** Numbers sort as numbers. */
  private static String order(SeriesKey key) {
    StringBuilder text = new StringBuilder(String.format("%06d", key.threads()));
    key.params().forEach((name, value) -> text.append(name).append(String.format("%12s", value)));
    return text.toString();
  }

  static String path(SeriesKey key) {
    return key.environment().orElse(Run.UNNAMED);
  }

  /** The comparison with the first path; absent for that one itself. */
  Optional<Row> row(SeriesKey key) {
    return Optional.ofNullable(rows.get(key));
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
