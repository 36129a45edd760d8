package dev.tare.fleet;

import dev.tare.result.SeriesKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Many machines that measured the same.
 *
 * @param nodes in the order of their names, no two alike
 * @param started when the first of their runs did; absent where no file says it
 * @param leftOut what was given and is no part of it, each with the reason
 * @param notes how the rest was taken, where that is not plain
 */
public record Fleet(
    List<FleetNode> nodes, Optional<Instant> started, List<String> leftOut, List<String> notes) {
  /** So many of a list are named. */
  public static final int MOST_NAMED = 3;

  public Fleet {
    nodes = List.copyOf(nodes);
    leftOut = List.copyOf(leftOut);
    notes = List.copyOf(notes);
  }

  /** Makes one of which nothing more is to be said. */
  public static Fleet of(List<FleetNode> nodes) {
    return new Fleet(nodes, Optional.empty(), List.of(), List.of());
  }

  /** All that any of its nodes measured, in the order in which it is met. */
  public Collection<SeriesKey> keys() {
    Set<SeriesKey> keys = new LinkedHashSet<>();
    nodes.forEach(node -> keys.addAll(node.series().keySet()));
    return keys;
  }

  /** Returns what a reader has to know of how it was read, a line each. */
  public List<String> warnings() {
    List<String> lines = new ArrayList<>();
    leftOut.forEach(line -> lines.add("left out: " + line));
    lines.addAll(notes);
    return lines;
  }

  /** Names the first few of many, and counts the others. */
  public static String some(Collection<String> names) {
    String first = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    int more = names.size() - MOST_NAMED;
    return more > 0 ? first + " and " + more + " more" : first;
  }
}
