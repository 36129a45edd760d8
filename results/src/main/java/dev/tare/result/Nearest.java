package dev.tare.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds the name that was meant by one that is misspelt. */
public final class Nearest {
  private static final int MOST_EDITS = 2;
  private static final double HALF = .5;

  /**
   * Is the least: in so many letters one more may be wrong: of fewer most words are two edits away.
   */
  private static final int LONG = 7;

  private Nearest() {}

  /**
   * The nearest of the names: one that is a letter off, begins so or has two letters in another
   * order, and where the word is long one that is two letters off, or begins with what is one off,
   * whatever their case; empty where none is.
   */
  public static Optional<String> to(String wrong, Collection<String> names) {
    double most = wrong.length() < LONG ? MOST_EDITS - HALF : MOST_EDITS;
    return names.stream()
        .filter(name -> !name.equals(wrong) && name.length() > MOST_EDITS)
        .filter(name -> distance(wrong, name) <= most)
        .min(Comparator.comparingDouble(name -> distance(wrong, name)));
  }

  /** A name that only begins so is further off than one with an edit, and nearer than with two. */
  private static double distance(String wrong, String right) {
    int[] edits = edits(wrong, right);
    int begun = Arrays.stream(edits).min().orElseThrow();
    boolean counts = wrong.length() > MOST_EDITS && right.length() > wrong.length();
    double asBeginning = MOST_EDITS - HALF + begun * HALF;
    double whole = edits[edits.length - 1];
    if (whole == MOST_EDITS && letters(wrong).equals(letters(right))) {
      whole = MOST_EDITS - HALF;
    }
    return Math.min(whole, counts ? asBeginning : Double.MAX_VALUE);
  }

  private static List<Integer> letters(String word) {
    return word.toLowerCase(Locale.ROOT).chars().sorted().boxed().toList();
  }

  /** A question to end a line with; nothing where no name is near. */
  public static String asked(String wrong, Collection<String> names) {
    return to(wrong, names).map(name -> "; did you mean " + name + "?").orElse("");
  }

  /** Returns the same of a path, among what lies beside it, written as this one is. */
  public static String asked(Path wrong) {
    Path folder = wrong.toAbsolutePath().getParent();
    if (folder == null || wrong.getFileName() == null) {
      return "";
    }
    try (Stream<Path> beside = Files.list(folder)) {
      List<String> names = beside.map(one -> one.getFileName().toString()).sorted().toList();
      return to(wrong.getFileName().toString(), names)
          .map(name -> "; did you mean " + wrong.resolveSibling(name) + "?")
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * Returns what people call benchmarks: their classes, and with the package's last part and the
   * method.
   */
  public static Set<String> parts(Collection<String> benchmarks) {
    Set<String> names = new TreeSet<>(benchmarks);
    for (String full : benchmarks) {
      String[] parts = full.split("\\.");
      for (int from = Math.max(0, parts.length - 3); from < parts.length; from++) {
        for (int to = from + 1; to <= parts.length; to++) {
          names.add(String.join(".", Arrays.asList(parts).subList(from, to)));
        }
      }
    }
    return names;
  }

  /**
   * Counts the letters that have to be added, left out, changed or swapped with the next one
   * (Damerau 1964), to come to each beginning of the right name, the whole of it last.
   */
  private static int[] edits(String wrong, String right) {
    String from = wrong.toLowerCase(Locale.ROOT);
    String to = right.toLowerCase(Locale.ROOT);
    int[] before = {};
    int[] last = IntStream.rangeClosed(0, to.length()).toArray();
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[last.length];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = last[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, 1 + Math.min(last[j], row[j - 1]));
        if (areSwapped(from, i, to, j)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      before = last;
      last = row;
    }
    return last;
  }

  private static boolean areSwapped(String from, int i, String to, int j) {
    return i > 1
        && j > 1
        && from.charAt(i - 1) == to.charAt(j - 2)
        && from.charAt(i - 2) == to.charAt(j - 1);
  }
}
