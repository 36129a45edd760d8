package dev.tare.experiment;

import dev.tare.result.Section;
import dev.tare.stats.GeometricMean;
import dev.tare.stats.Interval;
import java.util.Locale;
import java.util.OptionalDouble;

/** Figures as the sections of these experiments print them. */
public final class Words {
  /** What is printed where there is no figure. */
  public static final String NONE = "-";

  private Words() {}

  /** Four digits. */
  public static String number(double value) {
    double size = Math.abs(value);
    int decimals = size >= 1000 || size == 0 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** As short as it is exact: {@code 2}, {@code 0.5}. */
  public static String plain(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }

  /** A mean with how far its interval reaches: {@code 941.2 [930.1, 952.6]}. */
  public static String with(GeometricMean mean) {
    return number(mean.value()) + interval(mean.ci95());
  }

  /** {@code [930.1, 952.6]} behind a blank, or nothing where it is unknown. */
  public static String interval(Interval interval) {
    return interval.bounded() && interval.high() < Double.MAX_VALUE
        ? " [" + number(interval.low()) + ", " + number(interval.high()) + "]"
        : "";
  }

  /** A latency in us or ms. */
  public static String latency(OptionalDouble ns) {
    if (ns.isEmpty()) {
      return NONE;
    }
    double us = ns.getAsDouble() / 1e3;
    return us < 1000 ? number(us) + " us" : number(us / 1e3) + " ms";
  }

  /** Bytes as MiB, from 1 GiB as GiB. */
  public static String bytes(OptionalDouble bytes) {
    return bytes.isEmpty() ? NONE : bytes(bytes.getAsDouble());
  }

  /** Bytes as MiB, from 1 GiB as GiB. */
  public static String bytes(double bytes) {
    return bytes < 1 << 30
        ? String.format(Locale.ROOT, "%.0f MiB", bytes / (1 << 20))
        : String.format(Locale.ROOT, "%.1f GiB", bytes / (1 << 30));
  }

  /** A fraction in percent. */
  public static String percent(OptionalDouble fraction) {
    return fraction.isEmpty()
        ? NONE
        : String.format(Locale.ROOT, "%.1f %%", 100 * fraction.getAsDouble());
  }

  /** A plain figure, or that there is none. */
  public static String number(OptionalDouble value) {
    return value.isEmpty() ? NONE : number(value.getAsDouble());
  }

  /**
   * A bar of one of our figures, with its interval where that is known.
   *
   * @param text the figure in words
   */
  public static Section.Bar bar(String name, GeometricMean mean, String text) {
    return new Section.Bar(name, mean.value(), low(mean), high(mean), text);
  }

  /**
   * A point of a curve, with its interval where that is known.
   *
   * @param text the figure in words
   */
  public static Section.Point point(double x, GeometricMean mean, String text) {
    return new Section.Point(x, mean.value(), low(mean), high(mean), text);
  }

  private static Double low(GeometricMean mean) {
    return isKnown(mean) ? Double.valueOf(mean.ci95().low()) : null;
  }

  private static Double high(GeometricMean mean) {
    return isKnown(mean) ? Double.valueOf(mean.ci95().high()) : null;
  }

  private static boolean isKnown(GeometricMean mean) {
    return mean.forks() > 1 && mean.ci95().bounded();
  }
}
