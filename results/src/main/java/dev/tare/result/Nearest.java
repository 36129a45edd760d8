package dev.tare.result;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was meant by one that is misspelt. */
public final class Nearest {
  private static final int MOST_EDITS = 2;

  private Nearest() {}

  /** The nearest of the names; empty where none is within two letters, whatever their case. */
  public static Optional<String> to(String wrong, Collection<String> names) {
    return names.stream()
        .filter(name -> !name.equals(wrong) && name.length() > MOST_EDITS)
        .filter(name -> edits(wrong, name) <= MOST_EDITS)
        .min(Comparator.comparingInt(name -> edits(wrong, name)));
  }

  /** A question to end a line with; nothing where no name is near. */
  public static String asked(String wrong, Collection<String> names) {
    return to(wrong, names).map(name -> "; did you mean " + name + "?").orElse("");
  }

  /** Counts the letters that have to be added, left out or changed (Levenshtein 1966). */
  private static int edits(String wrong, String right) {
    String from = wrong.toLowerCase(Locale.ROOT);
    String to = right.toLowerCase(Locale.ROOT);
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
