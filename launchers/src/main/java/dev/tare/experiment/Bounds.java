package dev.tare.experiment;

/** Refuses values of options that are out of their bounds, in one line. */
public final class Bounds {
  /** Is the most: how many times what there is is promised. */
  public static final double MOST_OVERCOMMIT = 4;

  private Bounds() {}

  /** Refuses a whole number that does not lie between two others. */
  public static void range(String option, int value, int least, int most) {
    check(option, value, value >= least && value <= most, "from " + least + " to " + most);
  }

  /** Refuses a number that is not good; the bounds are told behind it. */
  public static void check(String option, Number value, boolean good, String bounds) {
    if (!good) {
      throw new IllegalArgumentException(option + " " + value + ": " + bounds);
    }
  }
}
