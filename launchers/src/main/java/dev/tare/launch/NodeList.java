package dev.tare.launch;

import java.util.Arrays;
import java.util.regex.Pattern;

/** Counts the nodes of a list such as {@code n[0-3,7],m1}, without asking the cluster. */
final class NodeList {
  private static final String NUMBERS = "\\d{1,9}(-\\d{1,9})?";

  /** Is one name, or some that differ in a number. */
  private static final String SOME =
      "[A-Za-z0-9_]([A-Za-z0-9_.-]|\\[" + NUMBERS + "(," + NUMBERS + ")*\\])*";

  /** Matches a list. */
  static final String PATTERN = SOME + "(," + SOME + ")*";

  private static final Pattern BETWEEN = Pattern.compile(",(?![^\\[]*\\])");
  private static final Pattern BRACKETS = Pattern.compile("\\[([^\\]]*)\\]");

  private NodeList() {}

  /** Returns how many it names; a name that is there twice counts once. */
  static long count(String list) {
    return BETWEEN.splitAsStream(list).distinct().mapToLong(NodeList::some).sum();
  }

  private static long some(String names) {
    return BRACKETS
        .matcher(names)
        .results()
        .map(brackets -> brackets.group(1))
        .mapToLong(NodeList::numbers)
        .reduce(1, (a, b) -> a * b);
  }

  private static long numbers(String brackets) {
    return Arrays.stream(brackets.split(",")).mapToLong(NodeList::range).sum();
  }

  private static long range(String range) {
    String[] ends = range.split("-");
    return 1 + Long.parseLong(ends[ends.length - 1]) - Long.parseLong(ends[0]);
  }
}
