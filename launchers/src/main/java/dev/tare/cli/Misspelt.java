package dev.tare.cli;

import dev.tare.bench.run.Catalogue;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/** Finds the verb that was meant by a word that is neither a verb nor a benchmark's pattern. */
final class Misspelt {
  private static final int MOST_EDITS = 2;

  private Misspelt() {}

  /** Asks for the nearest verb, one line; empty where a benchmark is meant, or nothing is near. */
  static Optional<String> verb(String word, Collection<String> verbs) {
    return verbs.stream()
        .filter(verb -> edits(word, verb) <= MOST_EDITS && verb.length() > MOST_EDITS)
        // Only for what is near a verb is the list of benchmarks read, which JMH does again.
        .filter(verb -> !word.startsWith("-") && !isBenchmark(word))
        .min(Comparator.comparingInt(verb -> edits(word, verb)))
        .map(verb -> "no verb and no benchmark is called " + word + "; " + verb + "?");
  }

  private static boolean isBenchmark(String pattern) {
    try {
      return !Catalogue.runs(List.of(pattern), List.of(), List.of(), 1).isEmpty();
    } catch (PatternSyntaxException e) {
      return true; // JMH says what is wrong with it.
    }
  }

  /** Levenshtein's distance: how many letters have to be put in, taken away or changed. */
  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
