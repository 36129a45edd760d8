package dev.tare.stats;

/** Says what a comparison of one series comes to. */
public enum Verdict {
  /** Is worse by at least what matters, and not by chance. */
  REGRESSED("worse"),
  /** Is better by at least what matters, and not by chance. */
  IMPROVED("better"),
  /** Different by at least what matters, and not by chance; nobody knows which way is better. */
  CHANGED("changed"),
  /** Any difference is smaller than what matters. */
  NO_CHANGE("no change"),
  /** The forks do not tell; a {@link Reason} says why. */
  INCONCLUSIVE("cannot tell"),
  /** The two sides do not measure the same thing, or not in the same place. */
  NOT_COMPARABLE("not comparable"),
  /** Is only in the baseline. */
  MISSING("missing"),
  /** Is only in the candidate. */
  NEW("new");

  private final String label;

  Verdict(String label) {
    this.label = label;
  }

  /** Tells whether it leaves open if something became worse: that is no pass. */
  public boolean isOpen() {
    return this == INCONCLUSIVE || this == CHANGED;
  }

  /** Returns it as tables for people print it, in lower case. */
  public String label() {
    return label;
  }
}
