package dev.tare.compare;

import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.stats.Comparison;
import dev.tare.stats.Quality;
import dev.tare.stats.Steadiness;
import dev.tare.stats.Summaries;
import dev.tare.stats.Tau;
import dev.tare.stats.TwoTests;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the figures of one pair after the other. */
final class Measurement {
  private final TauChoice taus;
  private final CompareOptions options;
  private final boolean interleaved;
  private final SeriesSummaries ofA;
  private final SeriesSummaries ofB;
  private final CpuTimes cpuA;
  private final CpuTimes cpuB;

  /**
   * @param interleaved whether both sides are of one run, so that blocks of one number belong
   *     together
   */
  Measurement(Run runA, Run runB, TauChoice taus, CompareOptions options, boolean interleaved) {
    this.taus = taus;
    this.options = options;
    this.interleaved = interleaved;
    ofA = new SeriesSummaries(runA, options);
    ofB = new SeriesSummaries(runB, options);
    cpuA = new CpuTimes(runA, ofA);
    cpuB = new CpuTimes(runB, ofB);
  }

  Measured of(Pair pair) {
    Optional<SeriesSummary> a = pair.a().map(ofA::of);
    Optional<SeriesSummary> b = pair.b().map(ofB::of);
    boolean gated = options.judges(pair.either()) && pair.b().map(options::judges).orElse(true);
    if (a.isEmpty() || b.isEmpty() || !sameUnit(pair)) {
      return new Measured(
          pair,
          gated,
          a,
          b,
          Summaries.Scale.NONE,
          Optional.empty(),
          Optional.empty(),
          taus.usual(),
          Quality.GOOD);
    }
    return compared(pair, gated, a.get(), b.get());
  }

  private static boolean sameUnit(Pair pair) {
    return pair.a()
        .filter(
            a ->
                pair.b().filter(b -> a.unit().dimension().equals(b.unit().dimension())).isPresent())
        .isPresent();
  }

  private Measured compared(Pair pair, boolean gated, SeriesSummary a, SeriesSummary b) {
    Tau tau = taus.of(a.series(), b.series(), a.forks().length, b.forks().length);
    double[] forksOfB = scaled(b, factor(a.series(), b.series()));
    boolean nothing = gated && isNothing(a, forksOfB, tau);
    Summaries summaries =
        nothing
            ? new Summaries(Summaries.Scale.ABSOLUTE, a.forks(), forksOfB)
            : Summaries.of(a.forks(), forksOfB);
    boolean comparable =
        a.forks().length > 0 && b.forks().length > 0 && summaries.scale() != Summaries.Scale.NONE;
    return new Measured(
        pair,
        gated,
        Optional.of(a),
        Optional.of(b),
        summaries.scale(),
        comparable ? Optional.of(compare(summaries, a, b)) : Optional.empty(),
        cpuTime(a, b),
        tau,
        quality(a, b, tau));
  }

  /**
   * Tells whether the sides differ by less than one of what comes in whole ones, and one is more
   * than tau: then a ratio says nothing. JMH's profiler finds some 1e-5 B/op where nothing is
   * allocated.
   */
  private static boolean isNothing(SeriesSummary a, double[] forksOfB, Tau tau) {
    double before = Arrays.stream(a.forks()).average().orElse(Double.NaN);
    double after = Arrays.stream(forksOfB).average().orElse(Double.NaN);
    return !a.series().gated()
        && a.series().unit().isWhole()
        && tau.value() * Math.abs(before) < 1
        && Math.abs(after - before) < 1;
  }

  private Optional<Comparison> cpuTime(SeriesSummary a, SeriesSummary b) {
    Optional<SeriesSummary> before = cpuA.of(a.series()).filter(SeriesSummary::isPositive);
    Optional<SeriesSummary> after = cpuB.of(b.series()).filter(SeriesSummary::isPositive);
    if (before.isEmpty() || after.isEmpty()) {
      return Optional.empty();
    }
    Summaries summaries = Summaries.of(before.get().forks(), after.get().forks());
    return Optional.of(compare(summaries, before.get(), after.get()));
  }

  private Comparison compare(Summaries summaries, SeriesSummary a, SeriesSummary b) {
    boolean blocks = interleaved && a.blocks().length > 0 && b.blocks().length > 0;
    Comparison comparison =
        blocks
            ? TwoTests.ofBlocks(a.blocks(), summaries.a(), b.blocks(), summaries.b())
            : TwoTests.compare(summaries.a(), summaries.b());
    return Orientation.turn(comparison, a.series().direction());
  }

  private static double factor(Series a, Series b) {
    return b.unit().toBase() / a.unit().toBase();
  }

  private static double[] scaled(SeriesSummary b, double factor) {
    return factor == 1
        ? b.forks()
        : Arrays.stream(b.forks()).map(value -> value * factor).toArray();
  }

  private static Quality quality(SeriesSummary a, SeriesSummary b, Tau tau) {
    double[][] both =
        Stream.concat(Arrays.stream(a.iterations()), Arrays.stream(b.iterations()))
            .toArray(double[][]::new);
    return new Quality(
        a.noise().noisy() || b.noise().noisy(), Steadiness.unsteady(both, tau.value()));
  }
}
