package dev.tare.report;

import dev.tare.result.Section.Cell;
import java.util.List;
import java.util.Locale;

/** Is the text of a section's figures. */
public final class CellText {
  private static final double KIB = 1024;
  private static final String NONE = "-";

  private CellText() {}

  /** A figure with its interval and unit, and its words; a dash where there is nothing. */
  public static String of(Cell cell) {
    if (cell.value() == null || cell.unit() == null) {
      return cell.words().isEmpty() ? NONE : cell.words();
    }
    return figure(cell) + (cell.words().isEmpty() ? "" : " " + cell.words());
  }

  private static String figure(Cell cell) {
    double value = cell.value();
    return switch (cell.unit()) {
      case Cell.COUNT -> String.format(Locale.ROOT, "%.0f", value);
      case Cell.SHARE -> percent(cell);
      case Cell.NUMBER -> scaled(cell, 1, "");
      case Cell.TIMES -> scaled(cell, 1, "\u00d7");
      case "B" -> bytes(cell);
      case "ns" -> value < 1e6 ? scaled(cell, 1e3, " us") : scaled(cell, 1e6, " ms");
      default -> scaled(cell, 1, " " + cell.unit());
    };
  }

  private static String bytes(Cell cell) {
    double mib = KIB * KIB;
    double size = Math.abs(cell.value());
    return size < KIB * mib ? scaled(cell, mib, " MiB") : scaled(cell, KIB * mib, " GiB");
  }

  private static String percent(Cell cell) {
    String interval =
        cell.low() == null || cell.high() == null
            ? ""
            : String.format(Locale.ROOT, " [%.1f, %.1f]", 100 * cell.low(), 100 * cell.high());
    return String.format(Locale.ROOT, "%.1f%s %%", 100 * cell.value(), interval);
  }

  private static String scaled(Cell cell, double by, String unit) {
    String interval =
        cell.low() == null || cell.high() == null
            ? ""
            : " [" + number(cell.low() / by) + ", " + number(cell.high() / by) + "]";
    return number(cell.value() / by) + interval + unit;
  }

  /** Writes four digits. */
  static String number(double value) {
    double size = Math.abs(value);
    if (size < .1 || size >= 1000) {
      return Quantity.digits(value);
    }
    int decimals = size >= 100 ? 1 : size >= 10 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** Returns the texts of a row. */
  public static List<String> of(List<Cell> row) {
    return row.stream().map(CellText::of).toList();
  }

  /** Returns it as short as it is exact: {@code 2}, {@code 0.5}. */
  static String plain(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }
}
