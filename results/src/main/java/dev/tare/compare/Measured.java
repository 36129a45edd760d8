package dev.tare.compare;

import dev.tare.result.Direction;
import dev.tare.result.Replicate;
import dev.tare.result.Series;
import dev.tare.stats.Comparison;
import dev.tare.stats.Family;
import dev.tare.stats.Judgement;
import dev.tare.stats.Power;
import dev.tare.stats.Quality;
import dev.tare.stats.Reason;
import dev.tare.stats.Summaries;
import dev.tare.stats.Tau;
import dev.tare.stats.Verdict;
import dev.tare.stats.Verdicts;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A pair whose figures are known, before it is known what the family of all pairs makes of them.
 */
record Measured(
    Pair pair,
    boolean gated,
    Optional<SeriesSummary> a,
    Optional<SeriesSummary> b,
    Summaries.Scale scale,
    Optional<Comparison> comparison,
    Optional<Comparison> cpuTime,
    Tau tau,
    Quality quality) {

  /**
   * Tells whether its p-value is one of those that are adjusted together: it may become an alarm.
   */
  boolean inFamily() {
    return gated
        && pair.obstacle().isEmpty()
        && isJudged()
        && !oneSample()
        && comparison.filter(Comparison::tested).isPresent()
        && forks() >= Verdicts.MIN_FORKS_FOR_CHANGE;
  }

  /** Returns what is counted. */
  Replicate replicate() {
    return pair.either().replicate();
  }

  double p() {
    return comparison.orElseThrow().p();
  }

  /**
   * @param decided by an earlier look: later ones are not another chance; absent where none has
   */
  ComparedSeries row(OptionalDouble q, Family family, Tau usual, Optional<Judgement> decided) {
    Optional<Judgement> now = judge(q.orElse(1), family).map(this::undirected);
    Optional<Judgement> judgement = decided.or(() -> now);
    return isNoChange(judgement)
        ? byT().row(q, family, usual, judgement, now)
        : row(q, family, usual, judgement, now);
  }

  private ComparedSeries row(
      OptionalDouble q,
      Family family,
      Tau usual,
      Optional<Judgement> judgement,
      Optional<Judgement> now) {
    Series one = pair.either();
    RowNotes notes = new RowNotes(this);
    return new ComparedSeries(
        one.key(),
        one.unit(),
        one.direction(),
        gated,
        a.map(SeriesSummary::score),
        b.map(this::inUnitOfRow),
        scale,
        comparison,
        cpuTime,
        q,
        tau.value(),
        judgement,
        judgement.equals(now) ? notes.why(judgement, family) : RowNotes.BEFORE,
        detectable(family),
        oneSample(),
        forksWanted(judgement, family),
        replicate(),
        notes.warnings(usual));
  }

  static boolean isNoChange(Optional<Judgement> judgement) {
    return judgement.filter(one -> one.verdict() == Verdict.NO_CHANGE).isPresent();
  }

  /** It is t that says that nothing changed: then the figures are t's. */
  private Measured byT() {
    return new Measured(
        pair, gated, a, b, scale, comparison.map(Comparison::ofT), cpuTime, tau, quality);
  }

  /** B's figure in the unit of the row; unknown where it is of another dimension. */
  private SideSummary inUnitOfRow(SeriesSummary other) {
    if (a.isEmpty()) {
      return other.score();
    }
    Series own = a.get().series();
    return own.unit().dimension().equals(other.series().unit().dimension())
        ? other.score().times(other.series().unit().toBase() / own.unit().toBase())
        : other.score().unreadable();
  }

  private Optional<Judgement> judge(double q, Family family) {
    if (pair.b().isEmpty()) {
      return Optional.of(Judgement.of(Verdict.MISSING));
    }
    if (pair.a().isEmpty()) {
      return Optional.of(Judgement.of(Verdict.NEW));
    }
    if (pair.obstacle().isPresent()) {
      return Optional.of(Judgement.of(Verdict.NOT_COMPARABLE));
    }
    if (!gated) {
      return Optional.empty();
    }
    if (forks() == 0 || oneSample()) {
      return Optional.of(Judgement.inconclusive(Reason.TOO_FEW_FORKS));
    }
    if (!isJudged()) {
      return Optional.of(Judgement.of(Verdict.NOT_COMPARABLE));
    }
    Comparison known = comparison.orElseThrow();
    return Optional.of(
        scale == Summaries.Scale.LOG
            ? Verdicts.decide(known, q, family, tau, quality)
            : Verdicts.ofDifference(known, q, family, tau, quality, smallestDifference()));
  }

  /**
   * A metric that is judged only where it is asked for may be 0, such as a count of losses: then
   * its difference is judged. A score of 0 is no result.
   */
  private boolean isJudged() {
    return scale == Summaries.Scale.LOG
        || scale == Summaries.Scale.ABSOLUTE && !pair.either().gated();
  }

  /** One unit, or tau of A's mean. */
  double smallestDifference() {
    return Math.max(1, tau.value() * Math.abs(a.orElseThrow().score().value()));
  }

  private Judgement undirected(Judgement judgement) {
    boolean change =
        judgement.verdict() == Verdict.REGRESSED || judgement.verdict() == Verdict.IMPROVED;
    return change && pair.either().direction() == Direction.NEITHER
        ? Judgement.of(Verdict.CHANGED)
        : judgement;
  }

  private Optional<Comparison> ratio() {
    return scale == Summaries.Scale.LOG ? comparison : Optional.empty();
  }

  private OptionalDouble detectable(Family family) {
    Optional<Comparison> known = ratio();
    return known.isPresent() ? Power.detectable(known.get(), family, tau) : OptionalDouble.empty();
  }

  private OptionalInt forksWanted(Optional<Judgement> judgement, Family family) {
    boolean more = judgement.flatMap(Judgement::reason).filter(Measured::moreForksHelp).isPresent();
    if (!more || scale == Summaries.Scale.ABSOLUTE || oneSample()) {
      return OptionalInt.empty();
    }
    OptionalInt designed = new Spread(a, b).forksWanted(family, tau, effect());
    boolean isMore = designed.isEmpty() || designed.getAsInt() > forks();
    return isMore
        ? designed
        : ratio().filter(Comparison::tested).map(this::asMeasured).orElse(designed);
  }

  /** Returns the change that was seen, a fraction; 0 where none was. */
  private double effect() {
    return ratio().map(known -> Math.expm1(Math.abs(known.d()))).orElse(0.0);
  }

  /**
   * Returns how many forks a side would tell what these do not, although so many should: those
   * whose interval would lie within tau, or off 1, around what was measured.
   */
  private OptionalInt asMeasured(Comparison known) {
    double matters = Math.log1p(tau.value());
    double d = Math.abs(known.d());
    double half = Math.log(known.ratioCi95().high() / known.ratioCi95().low()) / 2;
    double apart = d < matters ? matters - d : d;
    double forks = Math.max(forks() + 1, Math.ceil(forks() * half * half / (apart * apart)));
    return forks <= Spread.HOPELESS ? OptionalInt.of((int) forks) : OptionalInt.empty();
  }

  static boolean moreForksHelp(Reason reason) {
    return reason != Reason.BELOW_TAU && reason != Reason.NOISY;
  }

  /** Tells whether a side is one sample, however many forks it has. */
  boolean oneSample() {
    return a.filter(SeriesSummary::oneSample)
        .or(() -> b.filter(SeriesSummary::oneSample))
        .isPresent();
  }

  /** Tells how many forks of the side with fewer are compared, which may be fewer than it has. */
  int forks() {
    return comparison
        .map(known -> Math.min(known.forksA(), known.forksB()))
        .orElseGet(
            () ->
                Math.min(
                    a.map(one -> one.forks().length).orElse(0),
                    b.map(one -> one.forks().length).orElse(0)));
  }

  /** Tells whether a side has forks in blocks that the other one has not: these are left out. */
  boolean partly() {
    return comparison
        .filter(
            known ->
                a.filter(one -> one.count(known.blocks()) > known.forksA()).isPresent()
                    || b.filter(one -> one.count(known.blocks()) > known.forksB()).isPresent())
        .isPresent();
  }
}
