package dev.tare.result.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds what is wrong with a file, each once, with the names of the benchmarks that it holds for.
 */
final class NamedWarnings {
  private static final int MOST_NAMES = 6;

  private final Map<String, Set<String>> names = new LinkedHashMap<>();

  void add(String what, String name) {
    names.computeIfAbsent(what, any -> new LinkedHashSet<>()).add(name);
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  /** Returns a line for each; of many names the first ones, the rest counted. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    names.forEach(
        (what, each) -> {
          List<String> all = List.copyOf(each);
          int shown = Math.min(MOST_NAMES, all.size());
          String more = all.size() > shown ? " and " + (all.size() - shown) + " more" : "";
          lines.add(what + ": " + String.join(", ", all.subList(0, shown)) + more);
        });
    return lines;
  }
}
