package dev.tare.stats;

/**
 * The rule for adding forks to a series that stayed {@link Verdict#INCONCLUSIVE}. Every look at the
 * data is a chance of a false alarm, so each has its part of the level. What passed or failed is
 * never run again.
 */
public final class TopUp {
  /** Is how often the data may be looked at, the first time included. */
  public static final int LOOKS = 4;

  /** Is how many forks a side are added each time. */
  public static final int FORKS = 5;

  /** The level of each look, the first one included. */
  public static final double ALPHA = Verdicts.ALPHA / LOOKS;

  private TopUp() {}

  /**
   * Tells whether a series is to be run again.
   *
   * @param latest what the latest look said
   * @param looks how many looks there were, the latest included, at least 1
   */
  public static boolean wanted(Judgement latest, int looks) {
    return latest.verdict() == Verdict.INCONCLUSIVE && looks < LOOKS;
  }
}
