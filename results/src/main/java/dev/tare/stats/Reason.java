package dev.tare.stats;

/** Says why a comparison is {@link Verdict#INCONCLUSIVE}. */
public enum Reason {
  /** Fewer forks than such a verdict takes. */
  TOO_FEW_FORKS,
  /** Is a clear difference, smaller than what matters. */
  BELOW_TAU,
  /** The interval is wide, and more than 20 % of a side's iterations waited for the CPU. */
  NOISY,
  /** The interval is wide, and values still moved inside more than 20 % of the forks. */
  NOT_STEADY,
  /** The interval is too wide for either answer: more forks would tell. */
  WIDE
}
