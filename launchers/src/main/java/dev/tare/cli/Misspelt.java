package dev.tare.cli;

import dev.tare.bench.run.Catalogue;
import dev.tare.result.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Finds the verb that was meant by a word that is neither a verb nor a benchmark's pattern. */
final class Misspelt {
  /** Those of ours that stand in the place of a verb. */
  private static final List<String> OPTIONS = List.of("--help", "--version");

  private Misspelt() {}

  /** Asks for the nearest verb, one line; empty where a benchmark is meant, or nothing is near. */
  static Optional<String> verb(String word, Collection<String> verbs) {
    if (word.startsWith("-")) {
      return Nearest.to(word, OPTIONS)
          .map(near -> "no option is called " + word + "; " + near + "?");
    }
    return Nearest.to(word, Stream.concat(verbs.stream(), OPTIONS.stream()).toList())
        // Only for what is near a verb is the list of benchmarks read, which JMH does again.
        .filter(near -> !isBenchmark(word))
        .map(near -> "no verb and no benchmark is called " + word + "; " + near + "?");
  }

  private static boolean isBenchmark(String pattern) {
    try {
      return !Catalogue.runs(List.of(pattern), List.of(), List.of(), 1).isEmpty();
    } catch (PatternSyntaxException e) {
      return true; // JMH says what is wrong with it.
    }
  }
}
