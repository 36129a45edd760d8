package dev.tare.compare;

import dev.tare.stats.Verdict;

/**
 * Whether a comparison may pass.
 *
 * @param strict whether INCONCLUSIVE fails
 * @param allowMissing whether MISSING passes
 */
public record Gate(boolean strict, boolean allowMissing) {

  /** What a gate says, the gravest first. */
  public enum Outcome {
    /** Something cannot be compared, or is missing: nobody knows whether it regressed. */
    NOT_COMPARABLE,
    /** Something became worse. */
    REGRESSED,
    /** Under strict: of something the forks do not tell. */
    INCONCLUSIVE,
    /** None of these. */
    PASSED
  }

  /** What all rows together come to. */
  public Outcome decide(Compared compared) {
    return compared.rows().stream()
        .map(this::decide)
        .min(Outcome::compareTo)
        .orElse(Outcome.PASSED);
  }

  /** What one row comes to; a row that is only shown passes. */
  public Outcome decide(Row row) {
    if (!row.gated() || row.judgement().isEmpty()) {
      return Outcome.PASSED;
    }
    Verdict verdict = row.judgement().get().verdict();
    return switch (verdict) {
      case NOT_COMPARABLE -> Outcome.NOT_COMPARABLE;
      case MISSING -> allowMissing ? Outcome.PASSED : Outcome.NOT_COMPARABLE;
      case REGRESSED -> Outcome.REGRESSED;
      case INCONCLUSIVE -> strict ? Outcome.INCONCLUSIVE : Outcome.PASSED;
      case IMPROVED, NO_CHANGE, NEW -> Outcome.PASSED;
    };
  }
}
