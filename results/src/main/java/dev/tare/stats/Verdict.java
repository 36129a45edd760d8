package dev.tare.stats;

/** What a comparison of one series comes to. */
public enum Verdict {
  /** Worse by at least what matters, and not by chance. */
  REGRESSED,
  /** Better by at least what matters, and not by chance. */
  IMPROVED,
  /** Any difference is smaller than what matters. */
  NO_CHANGE,
  /** The forks do not tell; a {@link Reason} says why. */
  INCONCLUSIVE,
  /** The two sides do not measure the same thing, or not in the same place. */
  NOT_COMPARABLE,
  /** Only in the baseline. */
  MISSING,
  /** Only in the candidate. */
  NEW
}
