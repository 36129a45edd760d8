package dev.tare.compare;

import dev.tare.result.Direction;
import dev.tare.result.Facts;
import dev.tare.result.Fork;
import dev.tare.result.Iteration;
import dev.tare.result.Metric;
import dev.tare.result.Mode;
import dev.tare.result.Noise;
import dev.tare.result.Run;
import dev.tare.result.Sample;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.result.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** A run's series as they are told: what samples of an experiment become, one value a block. */
final class SampledSeries {
  private final List<Series> all = new ArrayList<>();

  /** A figure of an experiment in a condition, in the place of one that is there. */
  void add(String experiment, String condition, Metric metric, double... blocks) {
    String benchmark = Sample.PACKAGE + experiment + "." + metric.name();
    add(condition, benchmark, Map.of(), metric.unit(), metric.direction(), blocks);
  }

  void add(
      String condition,
      String benchmark,
      Map<String, String> params,
      String unit,
      Direction better,
      double... blocks) {
    List<Fork> forks = new ArrayList<>();
    for (int i = 0; i < blocks.length; i++) {
      Iteration only = new Iteration(blocks[i], Noise.UNKNOWN);
      forks.add(new Fork(i, OptionalInt.of(i + 1), List.of(only), Optional.empty()));
    }
    SeriesKey key =
        new SeriesKey(
            Optional.of(condition),
            benchmark,
            new TreeMap<>(params),
            Mode.SINGLE_SHOT,
            1,
            SeriesKey.PRIMARY);
    all.removeIf(one -> one.key().equals(key));
    all.add(new Series(key, Unit.parse(unit), better, true, forks, Facts.of(Map.of())));
  }

  /** Leaves out what a condition gave. */
  void remove(String condition) {
    all.removeIf(one -> one.key().environment().equals(Optional.of(condition)));
  }

  Run run(Map<String, Facts> environments) {
    return new Run(
        "r",
        Optional.empty(),
        Optional.empty(),
        new TreeMap<>(environments),
        List.of(),
        all,
        List.of());
  }
}
