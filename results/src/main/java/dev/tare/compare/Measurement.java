package dev.tare.compare;

import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.stats.Comparison;
import dev.tare.stats.Paired;
import dev.tare.stats.Quality;
import dev.tare.stats.Steadiness;
import dev.tare.stats.Summaries;
import dev.tare.stats.Tau;
import dev.tare.stats.Welch;
import java.util.List;
import java.util.Optional;

/** Finds the figures of one pair after the other. */
final class Measurement {
  private final TauChoice taus;
  private final double alpha;
  private final boolean interleaved;
  private final NoiseRules rules;
  private final Caveats caveats;

  /**
   * @param interleaved whether both sides are of one run, so that blocks of one number belong
   *     together
   */
  Measurement(Run runA, Run runB, TauChoice taus, CompareOptions options, boolean interleaved) {
    this.taus = taus;
    alpha = options.alpha();
    this.interleaved = interleaved;
    rules = new NoiseRules(runA, runB);
    caveats = new Caveats(new Siblings(runA), new Siblings(runB), taus.usual());
  }

  Measured of(Pair pair) {
    if (pair.a().isEmpty() || pair.b().isEmpty()) {
      return alone(pair);
    }
    Series a = pair.a().get();
    Series b = pair.b().get();
    boolean sameUnit = a.unit().dimension().equals(b.unit().dimension());
    double factor = sameUnit ? b.unit().toBase() / a.unit().toBase() : 1;
    Sample left = Sample.of(a, 1, rules.ofA(a, b));
    Sample right = Sample.of(b, factor, rules.ofB(a, b));
    if (left.isWiped() || right.isWiped()) {
      left = left.undropped();
      right = right.undropped();
    }
    return sameUnit ? ofOneUnit(pair, left, right) : ofTwoUnits(pair, left, right);
  }

  private Measured ofOneUnit(Pair pair, Sample left, Sample right) {
    Series a = pair.a().orElseThrow();
    Summaries summaries = Summaries.of(left.kept(), right.kept());
    SideSummary sideA = SideSummary.of(summaries.a(), summaries.scale());
    SideSummary sideB = SideSummary.of(summaries.b(), summaries.scale());
    boolean comparable =
        sideA.forks() > 0 && sideB.forks() > 0 && summaries.scale() != Summaries.Scale.NONE;
    Optional<Comparison> comparison =
        comparable ? Optional.of(compare(summaries, left, right, a)) : Optional.empty();
    double smaller = Math.min(sideA.value(), sideB.value());
    Tau tau = taus.of(a, pair.b().orElseThrow(), sideA.forks(), sideB.forks());
    return new Measured(
        pair,
        Optional.of(sideA),
        Optional.of(sideB),
        summaries.scale(),
        comparison,
        tau,
        alpha,
        quality(left, right, tau.value()),
        caveats.of(pair, left, right, smaller, tau));
  }

  /** A's value is shown alone: B's is in another unit than the row. */
  private Measured ofTwoUnits(Pair pair, Sample left, Sample right) {
    SideSummary b = new SideSummary(Double.NaN, Double.NaN, right.kept().length);
    return unmeasured(
        pair, Optional.of(side(left)), Optional.of(b), quality(left, right, taus.usual().value()));
  }

  private Measured alone(Pair pair) {
    Optional<SideSummary> a = pair.a().map(one -> side(Sample.of(one, 1, rules.ofA(one, one))));
    Optional<SideSummary> b = pair.b().map(one -> side(Sample.of(one, 1, rules.ofB(one, one))));
    return unmeasured(pair, a, b, Quality.GOOD);
  }

  private Measured unmeasured(
      Pair pair, Optional<SideSummary> a, Optional<SideSummary> b, Quality quality) {
    return new Measured(
        pair,
        a,
        b,
        Summaries.Scale.NONE,
        Optional.empty(),
        taus.usual(),
        alpha,
        quality,
        List.of());
  }

  private static SideSummary side(Sample sample) {
    Sample usable = sample.isWiped() ? sample.undropped() : sample;
    Summaries alone = Summaries.of(usable.kept(), new double[0]);
    return SideSummary.of(alone.a(), alone.scale());
  }

  private Comparison compare(Summaries summaries, Sample left, Sample right, Series a) {
    boolean blocks =
        interleaved
            && left.blocks().length == summaries.a().length
            && right.blocks().length == summaries.b().length;
    Comparison comparison =
        blocks
            ? Paired.orWelch(left.blocks(), summaries.a(), right.blocks(), summaries.b())
            : Welch.compare(summaries.a(), summaries.b());
    return Orientation.turn(comparison, a.direction());
  }

  private static Quality quality(Sample left, Sample right, double tau) {
    return new Quality(
        left.noisy() || right.noisy(),
        Steadiness.unsteady(left.values(), tau) || Steadiness.unsteady(right.values(), tau));
  }
}
