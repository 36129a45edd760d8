package dev.tare.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Counts the nodes of a list such as {@code n[0-3,7],m1}, without asking the cluster. */
final class NodeList {
  /** Is how many nodes a fleet has at most. */
  private static final int MOST = 99_999;

  private static final String NUMBERS = "\\d{1,9}(-\\d{1,9})?";

  /**
   * Is one name, or some that differ in a number. What is matched is never given back: a long list
   * would take a call for each of its characters.
   */
  private static final String SOME =
      "[A-Za-z0-9_]([A-Za-z0-9_.-]|\\[" + NUMBERS + "(," + NUMBERS + ")*+\\])*+";

  /** Matches a list. */
  static final String PATTERN = SOME + "(," + SOME + ")*+";

  /** Is found between commas that are not in brackets. */
  private static final Pattern ONE = Pattern.compile("(?:[^,\\[]|\\[[^\\]]*+\\])++");

  private static final Pattern BRACKETS = Pattern.compile("\\[([^\\]]*)\\]");

  private NodeList() {}

  /** Says why a list is none that a fleet can have. */
  static Optional<String> refusal(String list) {
    Optional<String> turned =
        BRACKETS
            .matcher(list)
            .results()
            .flatMap(NodeList::ranges)
            .filter(range -> size(range) < 1)
            .findFirst();
    if (turned.isPresent()) {
      return turned.map(range -> range + " of nodelist ends before it begins");
    }
    double all =
        parts(list)
            .mapToDouble(
                some ->
                    BRACKETS
                        .matcher(some)
                        .results()
                        .mapToDouble(one -> ranges(one).mapToDouble(NodeList::size).sum())
                        .reduce(1, (a, b) -> a * b))
            .sum();
    return all > MOST
        ? Optional.of("nodelist names more than " + MOST + " nodes")
        : Optional.empty();
  }

  /** Returns how many it names, if it is not refused; a name that is there twice counts once. */
  static long count(String list) {
    return parts(list).flatMap(some -> names(some).stream()).distinct().count();
  }

  private static Stream<String> parts(String list) {
    return ONE.matcher(list).results().map(MatchResult::group);
  }

  private static List<String> names(String some) {
    List<String> names = List.of("");
    int from = 0;
    for (MatchResult brackets : BRACKETS.matcher(some).results().toList()) {
      String between = some.substring(from, brackets.start());
      List<String> numbers = ranges(brackets).flatMap(NodeList::numbers).toList();
      List<String> longer = new ArrayList<>();
      names.forEach(name -> numbers.forEach(number -> longer.add(name + between + number)));
      names = longer;
      from = brackets.end();
    }
    String last = some.substring(from);
    return names.stream().map(name -> name + last).toList();
  }

  private static Stream<String> ranges(MatchResult brackets) {
    return Stream.of(brackets.group(1).split(","));
  }

  private static int size(String range) {
    return 1 + last(range) - first(range);
  }

  /** Returns its numbers, as long as the first one is written. */
  private static Stream<String> numbers(String range) {
    String format = "%0" + range.split("-")[0].length() + "d";
    return IntStream.rangeClosed(first(range), last(range)).mapToObj(format::formatted);
  }

  private static int first(String range) {
    return Integer.parseInt(range.split("-")[0]);
  }

  private static int last(String range) {
    return Integer.parseInt(range.substring(range.indexOf('-') + 1));
  }
}
