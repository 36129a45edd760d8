package dev.tare.compare;

import dev.tare.result.Fork;
import dev.tare.result.Iteration;
import dev.tare.result.Noise;
import dev.tare.result.Series;
import dev.tare.stats.ForkSummary;
import dev.tare.stats.IterationNoise;
import dev.tare.stats.NoiseFilter;
import dev.tare.stats.NoiseRule;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The forks of one side of a pair, before and after noise has taken its share.
 *
 * @param all the iterations of each fork, nothing dropped
 * @param values the kept iterations of each fork that is left
 * @param kept one summary for each fork that is left
 * @param blocks the block of each fork that is left; empty where not all of them have one
 * @param flagged how many iterations noise was found around
 * @param dropped how many of them were dropped, those of dropped forks included
 * @param noisy whether so many were dropped that there is no verdict
 */
@SuppressWarnings("ArrayRecordComponent") // Numbers on their way into a test; never compared.
record Sample(
    double[][] all,
    double[][] values,
    double[] kept,
    int[] blocks,
    int flagged,
    int dropped,
    boolean noisy) {

  /**
   * @param factor what a value is multiplied with to be in the pair's unit
   */
  static Sample of(Series series, double factor, NoiseRule rule) {
    List<Fork> forks = series.forks();
    double[][] values = new double[forks.size()][];
    boolean quiet = true;
    for (int f = 0; f < values.length; f++) {
      List<Iteration> iterations = forks.get(f).iterations();
      values[f] = new double[iterations.size()];
      for (int i = 0; i < values[f].length; i++) {
        values[f][i] = iterations.get(i).value() * factor;
        quiet &= iterations.get(i).noise() == Noise.UNKNOWN;
      }
    }
    return quiet ? quiet(values, forks) : filtered(values, forks, rule);
  }

  private static Sample quiet(double[][] values, List<Fork> forks) {
    double[] summaries = ForkSummary.MEDIAN.ofEach(values);
    return new Sample(values, values, summaries, blocks(forks), 0, 0, false);
  }

  private static Sample filtered(double[][] values, List<Fork> forks, NoiseRule rule) {
    NoiseFilter.Filtered filtered = NoiseFilter.apply(noise(forks), rule);
    double[][] kept = filtered.of(values);
    List<Fork> left =
        IntStream.range(0, values.length)
            .filter(f -> !filtered.kept().get(f).isEmpty())
            .mapToObj(forks::get)
            .toList();
    return new Sample(
        values,
        kept,
        ForkSummary.MEDIAN.ofEach(kept),
        blocks(left),
        filtered.flagged(),
        filtered.dropped(),
        filtered.noisy());
  }

  /** Whether noise left nothing, although there was something. */
  boolean isWiped() {
    return values.length == 0 && all.length > 0;
  }

  /** Whether nothing was dropped, or what was dropped is back. */
  boolean keepsAll() {
    return values == all;
  }

  /** How many iterations there were. */
  int iterations() {
    return Arrays.stream(all).mapToInt(fork -> fork.length).sum();
  }

  /** One summary a fork, nothing dropped. */
  double[] summariesOfAll() {
    return ForkSummary.MEDIAN.ofEach(all);
  }

  /** The same with what was dropped; that it was noisy is still known. */
  Sample undropped() {
    return new Sample(all, all, summariesOfAll(), new int[0], flagged, dropped, noisy);
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

  private static List<List<IterationNoise>> noise(List<Fork> forks) {
    return forks.stream()
        .map(fork -> fork.iterations().stream().map(Sample::noise).toList())
        .toList();
  }

  static IterationNoise noise(Iteration iteration) {
    Noise noise = iteration.noise();
    return new IterationNoise(
        noise.wallNs(),
        noise.stealNs(),
        noise.runDelayNs(),
        noise.psiCpuUs(),
        noise.throttledUs(),
        noise.majorFaults(),
        noise.frequencyMHz());
  }
}
