package dev.tare.experiment;

import java.util.Locale;
import java.util.OptionalDouble;

/** Says figures in messages and notes. */
public final class Words {
  /** Holds what is printed where there is no figure. */
  public static final String NONE = "-";

  private Words() {}

  /** Writes four digits. */
  public static String number(double value) {
    double size = Math.abs(value);
    int decimals = size >= 1000 || size == 0 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** Returns it as short as it is exact: {@code 2}, {@code 0.5}. */
  public static String plain(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }

  /** Writes bytes as MiB, from 1 GiB as GiB. */
  public static String bytes(double bytes) {
    return bytes < 1 << 30
        ? String.format(Locale.ROOT, "%.0f MiB", bytes / (1 << 20))
        : String.format(Locale.ROOT, "%.1f GiB", bytes / (1 << 30));
  }

  public static String percent(OptionalDouble fraction) {
    return fraction.isEmpty()
        ? NONE
        : String.format(Locale.ROOT, "%.1f %%", 100 * fraction.getAsDouble());
  }
}
