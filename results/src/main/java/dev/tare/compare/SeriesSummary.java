package dev.tare.compare;

import dev.tare.result.Facts;
import dev.tare.result.Fork;
import dev.tare.result.Iteration;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.stats.ForkScore;
import dev.tare.stats.ForkSummary;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;

/**
 * One series on its own: all that any view may print of it.
 *
 * @param series what was measured
 * @param score the figure over its forks, in the series' unit
 * @param forks one summary a fork, in the series' unit and order; all of them
 * @param blocks the block of each fork; empty where not all of them have one
 * @param noise what disturbed it
 * @param oneSample whether its environment lasted over all blocks: that is one sample of it,
 *     however many forks ran in there
 * @param notes what speaks against the figure, and what a reader has to know, a few words each
 */
@SuppressWarnings("ArrayRecordComponent") // Numbers on their way into a test; never compared.
public record SeriesSummary(
    Series series,
    SideSummary score,
    double[] forks,
    int[] blocks,
    NoiseSummary noise,
    boolean oneSample,
    List<Note> notes) {
  public SeriesSummary {
    notes = List.copyOf(notes);
  }

  public SeriesKey key() {
    return series.key();
  }

  /** Tells whether a ratio can be made of it: every fork summary is above 0. */
  public boolean isPositive() {
    return forks.length > 0 && ForkScore.isPositive(forks);
  }

  /** The forks whose summary is not above 0. */
  List<String> notPositive() {
    return names(fork -> !(fork > 0));
  }

  /** The forks whose summary is no finite number. */
  List<String> notFinite() {
    return names(fork -> !Double.isFinite(fork));
  }

  private List<String> names(DoublePredicate which) {
    return IntStream.range(0, forks.length)
        .filter(f -> which.test(forks[f]))
        .mapToObj(f -> series.forks().get(f).name())
        .toList();
  }

  /** Tells how many forks there are, or blocks of them. */
  long count(boolean inBlocks) {
    return inBlocks ? Arrays.stream(blocks).distinct().count() : forks.length;
  }

  /** Returns the iterations of each fork, in the series' unit. */
  public double[][] iterations() {
    return series.forks().stream().map(SeriesSummary::values).toArray(double[][]::new);
  }

  /**
   * Summarises a series of a run.
   *
   * @param outOf how many forks its benchmark had
   * @param tau above such a share, waiting is noise
   */
  static SeriesSummary of(Run run, Series series, int outOf, double tau, List<Note> notes) {
    double[] forks = forkSummaries(series);
    return new SeriesSummary(
        series,
        SideSummary.of(forks, outOf),
        forks,
        blocks(series.forks()),
        NoiseCounter.of(run, series, tau),
        run.factsOf(series).get(Facts.KEPT).isPresent(),
        notes);
  }

  /** Returns one figure a fork, in its order. */
  static double[] forkSummaries(Series series) {
    return series.forks().stream()
        .mapToDouble(fork -> ForkSummary.MEDIAN.of(values(fork)))
        .toArray();
  }

  SeriesSummary with(List<Note> other) {
    return new SeriesSummary(series, score, forks, blocks, noise, oneSample, other);
  }

  /** A loop: a fleet has millions of iterations. */
  static double[] values(Fork fork) {
    List<Iteration> iterations = fork.iterations();
    double[] values = new double[iterations.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = iterations.get(i).value();
    }
    return values;
  }

  private static int[] blocks(List<Fork> forks) {
    int[] blocks =
        forks.stream()
            .map(Fork::block)
            .filter(OptionalInt::isPresent)
            .mapToInt(OptionalInt::getAsInt)
            .toArray();
    return blocks.length == forks.size() ? blocks : new int[0];
  }

  @Override
  public String toString() {
    return series.key() + " " + Arrays.toString(forks);
  }
}
