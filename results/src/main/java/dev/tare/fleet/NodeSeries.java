package dev.tare.fleet;

import dev.tare.compare.SeriesSummary;
import dev.tare.result.Direction;
import dev.tare.result.Iteration;
import dev.tare.result.Noise;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.result.Unit;
import dev.tare.stats.ForkScore;
import dev.tare.stats.VarianceSplit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * One series of one node, as small as is enough to judge it: a fleet has many.
 *
 * @param key its stack without the layer that chose the node
 * @param forks one summary a fork, in the base of its unit
 * @param member what its forks and iterations say of the variance; absent where a value is not
 *     above 0
 * @param noise over all iterations
 * @param noisy whether so many of these were disturbed that it explains a wide interval
 * @param notes what speaks against its figure
 */
@SuppressWarnings("ArrayRecordComponent") // Numbers on their way into a test; never compared.
public record NodeSeries(
    SeriesKey key,
    Unit unit,
    Direction direction,
    double[] forks,
    Optional<VarianceSplit.NodeForks> member,
    Noise noise,
    boolean noisy,
    List<String> notes) {
  public NodeSeries {
    notes = List.copyOf(notes);
  }

  static NodeSeries of(SeriesKey key, SeriesSummary summary) {
    Series series = summary.series();
    double base = series.unit().toBase();
    List<String> notes = new ArrayList<>();
    summary.notes().forEach(note -> notes.add(note.text()));
    if (summary.noise().noisy()) {
      notes.add("noise: " + summary.noise().text());
    }
    double[][] logs = summary.iterations();
    boolean positive = logs.length > 0;
    for (double[] fork : logs) {
      for (int i = 0; i < fork.length; i++) {
        fork[i] = Math.log(fork[i] * base);
        positive &= Double.isFinite(fork[i]);
      }
    }
    return new NodeSeries(
        key,
        series.unit(),
        series.direction(),
        Arrays.stream(summary.forks()).map(value -> value * base).toArray(),
        positive ? Optional.of(VarianceSplit.NodeForks.of(logs)) : Optional.empty(),
        summary.noise().recorded() ? noise(series) : Noise.UNKNOWN,
        summary.noise().noisy(),
        notes);
  }

  private static Noise noise(Series series) {
    return Noise.together(
        series.forks().stream()
            .flatMap(fork -> fork.iterations().stream())
            .map(Iteration::noise)
            .toList());
  }

  /** Returns the forks of both: they ran on the same node. */
  NodeSeries with(NodeSeries more) {
    List<String> all = new ArrayList<>(notes);
    more.notes.stream().filter(note -> !all.contains(note)).forEach(all::add);
    return new NodeSeries(
        key,
        unit,
        direction,
        DoubleStream.concat(Arrays.stream(forks), Arrays.stream(more.forks)).toArray(),
        member.flatMap(own -> more.member.map(own::with)),
        Noise.together(List.of(noise, more.noise)),
        noisy || more.noisy,
        all);
  }

  /** Tells whether a ratio can be made of it. */
  boolean isPositive() {
    return member.isPresent();
  }

  /** The logarithms of its forks, turned so that more is worse. */
  double[] oriented() {
    double sign = direction == Direction.HIGHER ? -1 : 1;
    return Arrays.stream(forks).map(value -> sign * Math.log(value)).toArray();
  }

  /** The mean of the same. */
  double mean() {
    return Arrays.stream(oriented()).average().orElseThrow();
  }

  /** The figure over its forks, in the base of its unit, as every score is one. */
  double score() {
    return ForkScore.of(forks).value();
  }
}
