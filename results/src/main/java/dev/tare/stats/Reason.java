package dev.tare.stats;

/** Why a comparison is {@link Verdict#INCONCLUSIVE}. */
public enum Reason {
  /** Fewer than three forks on a side. */
  TOO_FEW_FORKS,
  /** More than 20 % of a side's iterations were dropped for noise around them. */
  NOISY,
  /** The interval is too wide, and values still moved inside more than 20 % of a side's forks. */
  NOT_STEADY,
  /** The interval is too wide for either answer: more forks would tell. */
  WIDE
}
