package dev.tare.stats;

import java.util.Arrays;
import java.util.function.DoublePredicate;

/**
 * The fork summaries of two sides on the scale on which they can be compared.
 *
 * @param scale that scale
 * @param a A's values, one a fork: logarithms where the scale is LOG, else as they were
 * @param b B's
 */
@SuppressWarnings("ArrayRecordComponent") // Numbers on their way into a test; never compared.
public record Summaries(Scale scale, double[] a, double[] b) {

  /** Says how two sides can be compared. */
  public enum Scale {
    /** Compares by a ratio: every value is above 0. Only this scale is gated. */
    LOG,
    /**
     * Compares by an absolute difference, because a value is 0 or less or a ratio says nothing; of
     * a score shown, never gated.
     */
    ABSOLUTE,
    /** Not at all: a value is not a finite number. */
    NONE
  }

  /** Finds the scale and brings both sides to it. */
  public static Summaries of(double[] a, double[] b) {
    if (all(a, b, value -> value > 0 && value < Double.POSITIVE_INFINITY)) {
      return new Summaries(Scale.LOG, logs(a), logs(b));
    }
    Scale scale = all(a, b, Double::isFinite) ? Scale.ABSOLUTE : Scale.NONE;
    return new Summaries(scale, a.clone(), b.clone());
  }

  private static boolean all(double[] a, double[] b, DoublePredicate condition) {
    return Arrays.stream(a).allMatch(condition) && Arrays.stream(b).allMatch(condition);
  }

  private static double[] logs(double[] values) {
    return Arrays.stream(values).map(Math::log).toArray();
  }
}
