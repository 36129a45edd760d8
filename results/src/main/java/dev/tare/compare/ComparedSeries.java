package dev.tare.compare;

import dev.tare.result.Direction;
import dev.tare.result.Replicate;
import dev.tare.result.SeriesKey;
import dev.tare.result.Unit;
import dev.tare.stats.Comparison;
import dev.tare.stats.Judgement;
import dev.tare.stats.Summaries;
import dev.tare.stats.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Holds what came of one series.
 *
 * @param key A's, or B's where the series is NEW
 * @param unit of both values: A's, or B's where the series is NEW
 * @param direction which way is better
 * @param gated whether a gate may fail on it
 * @param a the side of A; absent where the series is NEW
 * @param b the side of B; absent where it is MISSING
 * @param scale whether the comparison is a ratio or an absolute difference, or is none
 * @param comparison turned so that a positive difference is worse; absent where none could be made
 * @param cpuTime the same of the CPU time for one operation; absent where a side did not record it
 * @param q its p-value adjusted over all gated series; absent where it is not in that family
 * @param tau the smallest change that matters here, a fraction
 * @param judgement the verdict; absent where the series is only shown
 * @param why more about the verdict, such as what differs; empty where there is no more
 * @param detectable the smallest change that these forks find with 80 %, a fraction of at least
 *     tau; absent where unknown, or where so few forks find none
 * @param oneSample whether a side is one sample, however many forks it has: a guest that was kept
 * @param forksWanted how many forks a side would tell, more than there are; absent where there is a
 *     verdict, or where more forks are not what is missing
 * @param replicate what its forks are
 * @param warnings what speaks against the figures
 */
public record ComparedSeries(
    SeriesKey key,
    Unit unit,
    Direction direction,
    boolean gated,
    Optional<SideSummary> a,
    Optional<SideSummary> b,
    Summaries.Scale scale,
    Optional<Comparison> comparison,
    Optional<Comparison> cpuTime,
    OptionalDouble q,
    double tau,
    Optional<Judgement> judgement,
    String why,
    OptionalDouble detectable,
    boolean oneSample,
    OptionalInt forksWanted,
    Replicate replicate,
    List<String> warnings) {
  public ComparedSeries {
    warnings = List.copyOf(warnings);
  }

  public boolean is(Verdict verdict) {
    return judgement.isPresent() && judgement.get().verdict() == verdict;
  }

  /** Tells whether its verdict leaves open if it became worse. */
  public boolean isOpen() {
    return judgement.isPresent() && judgement.get().verdict().isOpen();
  }

  /** The comparison, where it is one of ratios. */
  public Optional<Comparison> ratio() {
    return scale == Summaries.Scale.LOG ? comparison : Optional.empty();
  }

  /** Returns how many forks the side with fewer has. */
  public int forks() {
    return Math.min(a.map(SideSummary::forks).orElse(0), b.map(SideSummary::forks).orElse(0));
  }

  /**
   * Returns how much worse B is, as a logarithm: what a table is sorted by; least where unknown.
   */
  double effect() {
    return ratio().map(Comparison::d).orElse(Double.NEGATIVE_INFINITY);
  }
}
