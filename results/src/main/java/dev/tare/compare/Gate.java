package dev.tare.compare;

import dev.tare.stats.Judgement;
import dev.tare.stats.Reason;
import dev.tare.stats.Verdict;

/**
 * Says whether a comparison may pass.
 *
 * @param strict whether what is open fails, INCONCLUSIVE and CHANGED
 * @param allowMissing whether MISSING passes
 */
public record Gate(boolean strict, boolean allowMissing) {

  /** Says what a gate says, the gravest first. */
  public enum Outcome {
    /** Something cannot be compared, or is missing: nobody knows whether it regressed. */
    NOT_COMPARABLE,
    /** Something became worse. */
    REGRESSED,
    /** Not one series could be judged. */
    NOTHING_JUDGED,
    /** Counts under strict: something of which nobody can tell whether it became worse. */
    INCONCLUSIVE,
    /** Is none of these. */
    PASSED
  }

  /** Returns what all rows together come to. */
  public Outcome decide(Compared compared) {
    Outcome worst =
        compared.rows().stream().map(this::decide).min(Outcome::compareTo).orElse(Outcome.PASSED);
    boolean failed = worst.compareTo(Outcome.NOTHING_JUDGED) < 0;
    boolean judged = compared.rows().stream().anyMatch(row -> row.gated() && isJudged(row));
    return failed || judged ? worst : Outcome.NOTHING_JUDGED;
  }

  /** Returns what one row comes to; a row that is only shown passes. */
  public Outcome decide(ComparedSeries row) {
    if (!row.gated() || row.judgement().isEmpty()) {
      return Outcome.PASSED;
    }
    Verdict verdict = row.judgement().get().verdict();
    return switch (verdict) {
      case NOT_COMPARABLE -> Outcome.NOT_COMPARABLE;
      case MISSING -> allowMissing ? Outcome.PASSED : Outcome.NOT_COMPARABLE;
      case REGRESSED -> Outcome.REGRESSED;
      case INCONCLUSIVE, CHANGED, IMPROVED, NO_CHANGE, NEW ->
          strict && verdict.isOpen() ? Outcome.INCONCLUSIVE : Outcome.PASSED;
    };
  }

  /** Tells whether there were forks enough and a direction. */
  private static boolean isJudged(ComparedSeries row) {
    Judgement judgement = row.judgement().orElse(null);
    return judgement != null
        && switch (judgement.verdict()) {
          case REGRESSED, IMPROVED, NO_CHANGE, NOT_COMPARABLE -> true;
          case INCONCLUSIVE -> judgement.reason().filter(Reason.TOO_FEW_FORKS::equals).isEmpty();
          case CHANGED, MISSING, NEW -> false;
        };
  }
}
