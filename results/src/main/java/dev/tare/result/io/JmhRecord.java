package dev.tare.result.io;

import dev.tare.result.Direction;
import dev.tare.result.Facts;
import dev.tare.result.ForeignMetrics;
import dev.tare.result.Fork;
import dev.tare.result.Iteration;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.Mode;
import dev.tare.result.Noise;
import dev.tare.result.Sample;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.result.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/** One benchmark of a JMH file, as its members come in, and the series that it makes. */
final class JmhRecord {
  /** Whose secondary metrics are those of the table, and not another program's of the same name. */
  private static final String OWN = "dev.tare.";

  final TreeMap<String, String> params = new TreeMap<>();
  final TreeMap<String, String> conditions = new TreeMap<>();
  final Map<String, Values> metrics = new LinkedHashMap<>();
  final JmhExtent extent = new JmhExtent();
  String benchmark;
  Mode mode;
  int threads = 1;

  /** Says how many forks were to run, of which some may have failed; 0 where that is not told. */
  int planned;

  private boolean noisy;

  /**
   * Holds the values of one metric, {@code [fork][iteration]}, and their unit.
   *
   * @param percentiles of each fork's samples, by name; empty where it has none
   */
  record Values(String unit, double[][] raw, Map<String, double[][]> percentiles) {}

  /**
   * Hands on one series for each metric; the score comes first. A benchmark without a score never
   * ran: it has none.
   */
  void emit(Map<Map<String, String>, Facts> known, Results out) {
    noisy = metrics.keySet().stream().anyMatch(Noise::isReading);
    extent.addTo(conditions);
    extent.addBatchTo(params);
    Facts facts = known.computeIfAbsent(conditions, Facts::of);
    Values score = metrics.get(SeriesKey.PRIMARY);
    SeriesKey key =
        new SeriesKey(Optional.empty(), benchmark, params, mode, threads, SeriesKey.PRIMARY);
    Optional<Metric> sampled =
        benchmark.startsWith(Sample.PACKAGE)
            ? Metrics.named(benchmark.substring(benchmark.lastIndexOf('.') + 1))
            : Optional.empty();
    Direction better =
        sampled
            .map(Metric::direction)
            .or(() -> Direction.ofUnit(Unit.parse(score.unit())))
            .orElse(mode.direction());
    Series scores = series(key, score, facts, better, sampled.map(Metric::gated).orElse(true));
    warn(scores, out.warnings());
    if (scores.forks().isEmpty()) {
      return;
    }
    out.series().add(scores);
    score
        .percentiles()
        .forEach(
            (name, raw) -> {
              if (!metrics.containsKey(name)) {
                Values values = new Values(score.unit(), raw, Map.of());
                out.series()
                    .add(series(key.withMetric(name), values, facts, Direction.LOWER, true));
              }
            });
    secondaries(key, facts, out);
  }

  private void secondaries(SeriesKey key, Facts facts, Results out) {
    for (Map.Entry<String, Values> entry : metrics.entrySet()) {
      String name = entry.getKey();
      if (!name.equals(SeriesKey.PRIMARY)) {
        Optional<Metric> own = own(name, entry.getValue().unit());
        Direction direction =
            own.map(Metric::direction)
                .orElseGet(() -> ForeignMetrics.direction(name, entry.getValue().unit()));
        boolean gated = own.map(Metric::gated).orElse(false);
        out.series().add(series(key.withMetric(name), entry.getValue(), facts, direction, gated));
      }
    }
  }

  /** Says which forks are not there. */
  private void warn(Series scores, NamedWarnings warnings) {
    int forks = scores.forks().size();
    if (forks == 0) {
      warnings.add("no fork gave a value, as if it were not there", scores.key().runId());
    } else if (forks < planned) {
      String of = "%d of %d forks are there; the others failed, or were not run";
      warnings.add(of.formatted(forks, planned), scores.key().runId());
    }
  }

  private Optional<Metric> own(String name, String unit) {
    if (!benchmark.startsWith(OWN)) {
      return Optional.empty();
    }
    String dimension = Unit.parse(unit).dimension();
    return Metrics.named(name)
        .filter(metric -> Unit.parse(metric.unit()).dimension().equals(dimension));
  }

  private Series series(
      SeriesKey key, Values values, Facts facts, Direction direction, boolean gated) {
    List<Fork> forks = new ArrayList<>(values.raw().length);
    for (int f = 0; f < values.raw().length; f++) {
      double[] raw = values.raw()[f];
      if (raw.length > 0) {
        List<Iteration> iterations = new ArrayList<>(raw.length);
        for (int i = 0; i < raw.length; i++) {
          iterations.add(new Iteration(raw[i], noise(f, i, raw.length)));
        }
        forks.add(new Fork(f, OptionalInt.empty(), iterations, Optional.empty()));
      }
    }
    return new Series(key, Unit.parse(values.unit()), direction, gated, forks, facts);
  }

  /**
   * JMH drops the missing values of a secondary metric, so that a shorter list no longer says which
   * iteration a reading belongs to: then nothing is known.
   */
  private Noise noise(int fork, int iteration, int iterations) {
    if (!noisy) {
      return Noise.UNKNOWN;
    }
    return Noise.of(metric -> reading(metric.name(), fork, iteration, iterations));
  }

  private OptionalDouble reading(String metric, int fork, int iteration, int iterations) {
    Values values = metrics.get(metric);
    boolean aligned =
        values != null && fork < values.raw().length && values.raw()[fork].length == iterations;
    return aligned ? OptionalDouble.of(values.raw()[fork][iteration]) : OptionalDouble.empty();
  }
}
