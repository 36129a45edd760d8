package dev.tare.compare;

import dev.tare.result.Series;
import dev.tare.stats.Comparison;
import dev.tare.stats.Judgement;
import dev.tare.stats.Power;
import dev.tare.stats.Quality;
import dev.tare.stats.Reason;
import dev.tare.stats.Summaries;
import dev.tare.stats.Tau;
import dev.tare.stats.Verdict;
import dev.tare.stats.Verdicts;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A pair whose figures are known, before it is known what the family of all pairs makes of them.
 */
record Measured(
    Pair pair,
    Optional<SideSummary> a,
    Optional<SideSummary> b,
    Summaries.Scale scale,
    Optional<Comparison> comparison,
    Tau tau,
    double alpha,
    Quality quality,
    List<String> warnings) {
  /** What is taken for the spread of a series of which only one fork is known. */
  private static final double USUAL_CV = .02;

  /** Beyond such a spread no number of forks is worth naming. */
  private static final double HOPELESS_CV = 1;

  /** Whether its p-value is one of those that are adjusted together. */
  boolean inFamily() {
    return pair.gated()
        && pair.obstacle().isEmpty()
        && ratio().filter(Comparison::tested).isPresent()
        && forks() >= Verdicts.MIN_FORKS;
  }

  double p() {
    return comparison.orElseThrow().p();
  }

  Row row(OptionalDouble q) {
    Series one = pair.either();
    Optional<Judgement> judgement = judge(q.orElse(1));
    return new Row(
        one.key(),
        one.unit(),
        one.direction(),
        pair.gated(),
        a,
        b,
        scale,
        comparison,
        q,
        tau.value(),
        judgement,
        why(judgement),
        detectable(),
        forksWanted(judgement),
        warnings);
  }

  private Optional<Judgement> judge(double q) {
    if (pair.b().isEmpty()) {
      return Optional.of(Judgement.of(Verdict.MISSING));
    }
    if (pair.a().isEmpty()) {
      return Optional.of(Judgement.of(Verdict.NEW));
    }
    if (pair.obstacle().isPresent() || pair.gated() && scale == Summaries.Scale.NONE) {
      return Optional.of(Judgement.of(Verdict.NOT_COMPARABLE));
    }
    if (!pair.gated() || scale == Summaries.Scale.ABSOLUTE) {
      return Optional.empty();
    }
    return Optional.of(
        comparison
            .map(known -> Verdicts.decide(known, q, alpha, tau.value(), quality))
            .orElseGet(() -> Judgement.inconclusive(noForks())));
  }

  private Reason noForks() {
    return quality.noisy() ? Reason.NOISY : Reason.TOO_FEW_FORKS;
  }

  private String why(Optional<Judgement> judgement) {
    if (judgement.isPresent() && judgement.get().verdict() == Verdict.NOT_COMPARABLE) {
      return pair.obstacle().orElse("a value is not a finite number");
    }
    if (judgement.flatMap(Judgement::reason).filter(Measured::moreForksHelp).isPresent()
        && spreads().length == 0) {
      return "one fork: its spread is not known and taken as 2 %";
    }
    if (scale == Summaries.Scale.ABSOLUTE) {
      return "a value is 0 or less: no ratio";
    }
    return "";
  }

  private Optional<Comparison> ratio() {
    return scale == Summaries.Scale.LOG ? comparison : Optional.empty();
  }

  private OptionalDouble detectable() {
    Optional<Comparison> known = ratio().filter(Comparison::tested);
    return known.isPresent()
        ? Power.smallestDetectable(known.get(), alpha)
        : OptionalDouble.empty();
  }

  private OptionalInt forksWanted(Optional<Judgement> judgement) {
    boolean more = judgement.flatMap(Judgement::reason).filter(Measured::moreForksHelp).isPresent();
    double cv = cv();
    return more && cv < HOPELESS_CV
        ? OptionalInt.of(Power.forksNeeded(cv, tau.value(), alpha))
        : OptionalInt.empty();
  }

  private static boolean moreForksHelp(Reason reason) {
    return reason == Reason.WIDE || reason == Reason.TOO_FEW_FORKS;
  }

  /** The spread of both sides together, as far as it is known. */
  private double cv() {
    double[] known = spreads();
    if (known.length == 0) {
      return USUAL_CV;
    }
    double squares = Arrays.stream(known).map(cv -> cv * cv).sum();
    return Math.sqrt(squares / known.length);
  }

  private double[] spreads() {
    return Stream.of(a, b)
        .flatMap(Optional::stream)
        .mapToDouble(SideSummary::cv)
        .filter(Double::isFinite)
        .toArray();
  }

  private int forks() {
    return Math.min(a.map(SideSummary::forks).orElse(0), b.map(SideSummary::forks).orElse(0));
  }
}
