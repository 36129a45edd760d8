package dev.tare.experiment.isolation;

import dev.tare.experiment.concurrent.Workload;
import dev.tare.result.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A benchmark whose work is measured.
 *
 * @param benchmark its full name
 * @param operations of one invocation, from 1: what its own mode's score counts
 */
public record Victim(String benchmark, int operations) {
  static final String OPTION = "--victim";

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
   *     name; or that of a server, which stands for its load
   * @param operations of one invocation of every benchmark there is, by full name
   * @throws IllegalArgumentException in one line, with the nearest names
   */
  static Victim named(String text, SortedMap<String, Integer> operations) {
    Victim victim =
        one(OPTION, text, operations)
            .orElseThrow(
                () -> {
                  List<String> names = words(operations);
                  List<String> all = new ArrayList<>(Workload.servers());
                  all.addAll(Nearest.parts(names));
                  return refused(
                      OPTION,
                      text,
                      "no benchmark matches"
                          + Nearest.asked(text, all)
                          + "; there are "
                          + String.join(", ", names)
                          + Workload.orServers());
                });
    if (victim.benchmark().startsWith(BOMBS)) {
      throw refused(OPTION, text, "a bomb is a neighbour, never a victim");
    }
    return victim;
  }

  /**
   * Returns the only benchmark of that name, a bomb too; absent where there is none.
   *
   * @throws IllegalArgumentException in one line, where it is the name of several
   */
  static Optional<Victim> one(String option, String text, SortedMap<String, Integer> operations) {
    List<String> found = matching(option, text, operations);
    if (found.size() > 1) {
      throw refused(
          option,
          text,
          "one benchmark is a "
              + option.substring(2)
              + ", and this matches "
              + String.join(", ", found.stream().map(Victim::shortened).toList()));
    }
    return found.stream().findFirst().map(name -> new Victim(name, operations.get(name)));
  }

  static List<String> words(SortedMap<String, Integer> operations) {
    return operations.keySet().stream()
        .filter(name -> !name.startsWith(BOMBS))
        .map(Victim::shortened)
        .sorted()
        .distinct()
        .toList();
  }

  static IllegalArgumentException refused(String option, String text, String why) {
    return new IllegalArgumentException(option + " " + text + ": " + why);
  }

  private static List<String> matching(
      String option, String text, Map<String, Integer> operations) {
    List<String> loads = Workload.loading(text);
    if (operations.containsKey(text) || !loads.isEmpty()) {
      return loads.isEmpty() ? List.of(text) : loads;
    }
    try {
      Pattern pattern = Pattern.compile(text);
      return operations.keySet().stream().filter(name -> pattern.matcher(name).find()).toList();
    } catch (PatternSyntaxException e) {
      throw refused(option, text, e.getDescription());
    }
  }

  private static String shortened(String benchmark) {
    String inside =
        benchmark.startsWith(PACKAGE) ? benchmark.substring(PACKAGE.length()) : benchmark;
    int method = inside.lastIndexOf('.');
    return method < 0 ? inside : inside.substring(0, method);
  }
}
