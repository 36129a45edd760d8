package dev.tare.report;

import dev.tare.stats.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** Numbers as they are printed: four digits, times scaled to a readable unit, any locale alike. */
public final class Quantity {
  private static final String[] TIMES = {"ns", "us", "ms", "s"};
  private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_UP);

  private static final MathContext NINE_DIGITS = new MathContext(9, RoundingMode.HALF_UP);

  /** A smaller one would lose its digits with three decimals. */
  private static final double SMALL = .1;

  private Quantity() {}

  /**
   * Returns a value with its unit: {@code 1.047 ms} for 1047039 ns and for 0.001047039 s, {@code
   * 941.2 ops/s}.
   */
  static String of(double value, String unit) {
    int slash = unit.indexOf('/');
    String time = slash < 0 ? unit : unit.substring(0, slash);
    String rest = slash < 0 ? "" : unit.substring(slash);
    int scale = Arrays.asList(TIMES).indexOf(time);
    double scaled = value;
    while (scale > 0 && scaled != 0 && Math.abs(scaled) < 1) {
      scaled *= 1000;
      scale--;
    }
    while (scale >= 0 && scale < TIMES.length - 1 && Math.abs(scaled) >= 1000) {
      scaled /= 1000;
      scale++;
    }
    return digits(scaled) + " " + (scale < 0 ? time : TIMES[scale]) + rest;
  }

  /** Writes four significant digits, in exponential notation from 1e15 and below 1e-9. */
  static String digits(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "NaN" : value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return "0";
    }
    double size = Math.abs(value);
    if (size >= 1e15 || size < 1e-9) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    if (size >= 1000) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    return new BigDecimal(value).round(FOUR_DIGITS).stripTrailingZeros().toPlainString();
  }

  /** Serves other programs: nine significant digits, which every processor computes alike. */
  static double stable(double value) {
    return Double.isFinite(value) ? new BigDecimal(value).round(NINE_DIGITS).doubleValue() : value;
  }

  /** Returns how far an interval reaches around its value, in percent: {@code -1.2 % +1.3 %}. */
  static String reach(double value, Interval interval) {
    if (!interval.bounded()) {
      return "unknown";
    }
    return percent(interval.low() / value - 1) + " " + percent(interval.high() / value - 1);
  }

  /** A time as it is told beforehand, or of the whole of something: {@code 45 s}, {@code 3 min}. */
  public static String about(Duration time) {
    long seconds = Math.max(1, Math.round(time.toMillis() / 1e3));
    return seconds < 120 ? seconds + " s" : Math.round(seconds / 60.0) + " min";
  }

  /** Returns how many times something is something else: {@code 1.453×}, {@code 0.0002×}. */
  public static String times(double ratio) {
    return (ratio >= SMALL && ratio < 100
            ? String.format(Locale.ROOT, "%.3f", ratio)
            : digits(ratio))
        + "\u00d7";
  }

  /** Both ends of an interval of a ratio: {@code 1.402× to 1.506×}. */
  public static String times(Interval interval) {
    return times(interval.low()) + " to " + times(interval.high());
  }

  /**
   * A fraction as a signed percentage with one decimal, {@code +5.0 %}, and with more where it
   * would seem that nothing is left: {@code -99.998 %}.
   */
  static String percent(double fraction) {
    double percent = fraction * 100;
    if (percent >= 1e6) {
      return String.format(Locale.ROOT, "%+.2e %%", percent);
    }
    double left = 100 + percent;
    int decimals = left > 0 && left < SMALL ? (int) Math.ceil(-Math.log10(left)) : 1;
    return String.format(Locale.ROOT, "%+." + decimals + "f %%", percent);
  }
}
