package dev.tare.compare;

import dev.tare.result.Fork;
import dev.tare.result.Iteration;
import dev.tare.result.Noise;
import dev.tare.result.Series;
import dev.tare.stats.ForkSummary;
import dev.tare.stats.IterationNoise;
import dev.tare.stats.NoiseFilter;
import dev.tare.stats.NoiseRule;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The forks of one side of a pair, before and after noise has taken its share.
 *
 * @param all the iterations of each fork, nothing dropped
 * @param kept one summary for each fork that is left
 * @param values the kept iterations of each fork that is left
 * @param blocks the block of each fork that is left; empty where not all forks have one
 * @param filtered what was flagged and dropped
 */
@SuppressWarnings("ArrayRecordComponent") // Numbers on their way into a test; never compared.
record Sample(
    double[][] all, double[] kept, double[][] values, int[] blocks, NoiseFilter.Filtered filtered) {

  /**
   * @param factor what a value is multiplied with to be in the pair's unit
   */
  static Sample of(Series series, double factor, NoiseRule rule) {
    List<Fork> forks = series.forks();
    double[][] values = new double[forks.size()][];
    for (int f = 0; f < values.length; f++) {
      values[f] =
          forks.get(f).iterations().stream().mapToDouble(one -> one.value() * factor).toArray();
    }
    NoiseFilter.Filtered filtered = NoiseFilter.apply(noise(forks), rule);
    double[][] kept = filtered.of(values);
    int[] left =
        IntStream.range(0, values.length).filter(f -> !filtered.kept().get(f).isEmpty()).toArray();
    return new Sample(values, ForkSummary.MEDIAN.ofEach(kept), kept, blocks(forks, left), filtered);
  }

  /** Whether noise left nothing, although there was something. */
  boolean isWiped() {
    return kept.length == 0 && all.length > 0;
  }

  /** Whether nothing was dropped although the rule said so. */
  boolean keepsAll() {
    return values == all;
  }

  /** One summary a fork, nothing dropped. */
  double[] summariesOfAll() {
    return ForkSummary.MEDIAN.ofEach(all);
  }

  /** The same as if nothing had been dropped; that it was noisy is still known. */
  Sample undropped() {
    return new Sample(all, summariesOfAll(), all, new int[0], filtered);
  }

  private static int[] blocks(List<Fork> forks, int[] left) {
    int[] blocks =
        IntStream.of(left)
            .mapToObj(f -> forks.get(f).block())
            .filter(OptionalInt::isPresent)
            .mapToInt(OptionalInt::getAsInt)
            .toArray();
    return blocks.length == left.length ? blocks : new int[0];
  }

  private static List<List<IterationNoise>> noise(List<Fork> forks) {
    return forks.stream()
        .map(fork -> fork.iterations().stream().map(Sample::noise).toList())
        .toList();
  }

  private static IterationNoise noise(Iteration iteration) {
    Noise noise = iteration.noise();
    if (noise == Noise.UNKNOWN) {
      return IterationNoise.UNKNOWN;
    }
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
