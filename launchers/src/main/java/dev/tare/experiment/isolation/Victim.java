package dev.tare.experiment.isolation;

import dev.tare.bench.run.Catalogue;
import dev.tare.bench.run.OneRun;
import dev.tare.bench.run.ParamCheck;
import dev.tare.bench.run.ParamValues;
import dev.tare.result.Nearest;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A benchmark whose work is measured.
 *
 * @param benchmark its full name
 * @param operations of one invocation, from 1: what its own mode's score counts
 */
public record Victim(String benchmark, int operations) {
  private static final String PACKAGE = "dev.tare.bench.";
  private static final String BOMBS = PACKAGE + "bomb.";

  /** The shortest name that tells it: {@code cpu.Prime}. */
  public String word() {
    return shortened(benchmark);
  }

  /** Returns what it is about: {@code cpu}. */
  public String subject() {
    String word = word();
    return word.substring(0, Math.max(0, word.indexOf('.')));
  }

  /** Returns what matches it and nothing else. */
  String pattern() {
    return patternOf(benchmark);
  }

  static String patternOf(String benchmark) {
    return "^" + Pattern.quote(benchmark) + "$";
  }

  /**
   * Returns the victim of that name.
   *
   * @param text its whole name, or as JMH matches it: a regular expression found in one benchmark's
   *     name
   * @param operations of one invocation of every benchmark there is, by full name
   * @throws IllegalArgumentException in one line, with the nearest names
   */
  public static Victim named(String text, SortedMap<String, Integer> operations) {
    List<String> found = matching(text, operations);
    List<String> names =
        List.copyOf(
            new TreeSet<>(
                operations.keySet().stream()
                    .filter(name -> !name.startsWith(BOMBS))
                    .map(Victim::shortened)
                    .toList()));
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "--victim "
              + text
              + ": no benchmark matches"
              + Nearest.asked(text, Nearest.parts(names))
              + "; there are "
              + String.join(", ", names));
    }
    if (found.size() > 1) {
      throw new IllegalArgumentException(
          "--victim "
              + text
              + ": one benchmark is a victim, and this matches "
              + String.join(", ", found.stream().map(Victim::shortened).toList()));
    }
    if (found.get(0).startsWith(BOMBS)) {
      throw new IllegalArgumentException(
          "--victim " + text + ": a bomb is a neighbour, never a victim");
    }
    return new Victim(found.get(0), operations.get(found.get(0)));
  }

  /**
   * Refuses a parameter that no victim has: JMH would measure with the default.
   *
   * @param victims full names
   * @throws IllegalArgumentException in one line, with the nearest name
   */
  static void checkKnown(List<String> victims, List<String> params) {
    List<String> patterns = victims.stream().map(Victim::patternOf).toList();
    List<OneRun> runs = Catalogue.runs(patterns, List.of(), List.of(), 1);
    for (String param : params) {
      ParamCheck.unknown(ParamValues.parse(param), runs)
          .ifPresent(
              line -> {
                throw new IllegalArgumentException(line);
              });
    }
  }

  private static List<String> matching(String text, Map<String, Integer> operations) {
    if (operations.containsKey(text)) {
      return List.of(text);
    }
    try {
      Pattern pattern = Pattern.compile(text);
      return operations.keySet().stream().filter(name -> pattern.matcher(name).find()).toList();
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("--victim " + text + ": " + e.getDescription(), e);
    }
  }

  private static String shortened(String benchmark) {
    String inside =
        benchmark.startsWith(PACKAGE) ? benchmark.substring(PACKAGE.length()) : benchmark;
    int method = inside.lastIndexOf('.');
    return method < 0 ? inside : inside.substring(0, method);
  }
}
