package dev.tare.compare;

import dev.tare.stats.Family;
import dev.tare.stats.Power;
import dev.tare.stats.Tau;
import dev.tare.stats.Verdicts;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Says how much the forks of two sides differ, and what number of them that takes. */
final class Spread {
  /** Is what is taken for the spread of a series of which only one fork is known. */
  static final double USUAL_CV = .02;

  /** So many forks are no advice. */
  static final int HOPELESS = 1000;

  private final List<SideSummary> known;

  Spread(Optional<SeriesSummary> a, Optional<SeriesSummary> b) {
    known =
        Stream.of(a, b)
            .flatMap(Optional::stream)
            .map(SeriesSummary::score)
            .filter(side -> Double.isFinite(side.cv()))
            .toList();
  }

  /** Tells whether any side has a spread. */
  boolean isKnown() {
    return !known.isEmpty();
  }

  /**
   * Returns how many forks a side would do; absent where no reasonable number would. From two to
   * four forks nothing follows of the spread: then it is the least that a verdict takes.
   *
   * @param effect the change that was seen, a fraction: a large one takes fewer
   */
  OptionalInt forksWanted(Family family, Tau tau, double effect) {
    double df = known.stream().mapToInt(side -> side.forks() - 1).sum();
    double squares =
        known.stream().mapToDouble(side -> side.cv() * side.cv() * (side.forks() - 1)).sum();
    boolean few = known.stream().anyMatch(side -> side.forks() < Verdicts.MIN_FORKS_FOR_CHANGE);
    double cv = df == 0 ? USUAL_CV : few ? 0 : Math.sqrt(squares / df);
    int forks = Power.forksNeeded(cv, df, family, tau, effect);
    return forks <= HOPELESS ? OptionalInt.of(forks) : OptionalInt.empty();
  }
}
