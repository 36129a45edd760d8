package dev.tare.result;

import java.util.HashMap;
import java.util.Map;

/**
 * A unit as a file gives it, and what it takes to compare it with another: the same dimension, and
 * values brought to the dimension's base.
 *
 * @param text as it was read, such as {@code us/op}
 * @param dimension the same in base units, such as {@code s/op}; a term that is not known stands
 *     for itself
 * @param toBase what a value is multiplied with to be in {@code dimension}
 */
public record Unit(String text, String dimension, double toBase) {
  private static final Map<String, Term> TERMS = new HashMap<>();

  static {
    time("ns", 1e-9);
    time("us", 1e-6);
    time("\u00b5s", 1e-6);
    time("\u03bcs", 1e-6);
    time("ms", 1e-3);
    time("s", 1);
    time("sec", 1);
    time("min", 60);
    time("hr", 3600);
    time("day", 86_400);
    prefixed("B", 1);
    prefixed("bit", 1);
    prefixed("Hz", 1);
    TERMS.put("KB", new Term("B", 1e3));
    TERMS.put("KiB", new Term("B", 0x1p10));
    TERMS.put("MiB", new Term("B", 0x1p20));
    TERMS.put("GiB", new Term("B", 0x1p30));
    TERMS.put("counts", new Term("count", 1));
    TERMS.put("op", new Term("op", 1));
    TERMS.put("ops", new Term("op", 1));
  }

  private record Term(String base, double factor) {}

  /** Reads a unit: one term, or two with a slash between. */
  public static Unit parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      Term only = term(text);
      return new Unit(text, only.base(), only.factor());
    }
    Term over = term(text.substring(0, slash));
    Term under = term(text.substring(slash + 1));
    return new Unit(text, over.base() + "/" + under.base(), over.factor() / under.factor());
  }

  /** Tells whether it comes in whole ones: bytes of an operation, and counts. */
  public boolean isWhole() {
    return toBase == 1 && (dimension.equals("B/op") || dimension.equals("count"));
  }

  /** Returns the value in base units. */
  public double normalise(double value) {
    return value * toBase;
  }

  private static Term term(String text) {
    String name = text.strip();
    Term known = TERMS.get(name);
    return known == null ? new Term(name, 1) : known;
  }

  private static void time(String name, double seconds) {
    TERMS.put(name, new Term("s", seconds));
  }

  private static void prefixed(String base, double one) {
    TERMS.put(base, new Term(base, one));
    TERMS.put("k" + base, new Term(base, one * 1e3));
    TERMS.put("M" + base, new Term(base, one * 1e6));
    TERMS.put("G" + base, new Term(base, one * 1e9));
  }
}
