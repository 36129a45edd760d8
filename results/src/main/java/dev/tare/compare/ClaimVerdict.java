package dev.tare.compare;

import dev.tare.stats.Interval;
import dev.tare.stats.Verdicts;

/** Says what a measurement says of a published claim. */
public enum ClaimVerdict {
  /** The whole interval lies within the claim's bounds. */
  HOLDS("holds"),
  /** The whole interval lies outside. */
  DOES_NOT_HOLD("does not hold"),
  /** The interval reaches over a bound, or it was not measured with enough forks. */
  CANNOT_TELL("cannot tell"),
  /** The study measured on other ground: the figures can be looked at, not compared. */
  OTHER_TOPOLOGY("other topology"),
  /** The figure has no claim that can be tested here, or nothing was measured for it. */
  FIGURES_ALONE("figures alone");

  private final String label;

  ClaimVerdict(String label) {
    this.label = label;
  }

  /** Returns it as a report prints it. */
  public String label() {
    return label;
  }

  /**
   * Judges by the whole interval, whatever it is about.
   *
   * @param forks that it comes from, of the side with fewer
   */
  static ClaimVerdict of(Interval interval, int forks, double low, double high) {
    if (forks < Verdicts.MIN_FORKS || !interval.bounded()) {
      return CANNOT_TELL;
    }
    if (interval.low() >= low && interval.high() <= high) {
      return HOLDS;
    }
    return interval.high() < low || interval.low() > high ? DOES_NOT_HOLD : CANNOT_TELL;
  }
}
