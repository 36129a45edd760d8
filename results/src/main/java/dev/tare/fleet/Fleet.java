package dev.tare.fleet;

import dev.tare.result.SeriesKey;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Describes many machines that measured the same.
 *
 * @param nodes in the order of their names, no two alike
 * @param started when the first of their runs did; absent where no file says it
 * @param leftOut how much was given that is no part of it
 * @param unread of how many results nothing could be read, whether left out or a node that failed
 * @param warnings what was left out and why, and how the rest was taken, where that is not plain
 */
public record Fleet(
    List<FleetNode> nodes,
    Optional<Instant> started,
    int leftOut,
    int unread,
    List<String> warnings) {
  /** So many of a list are named. */
  public static final int MOST_NAMED = 3;

  public Fleet {
    nodes = List.copyOf(nodes);
    warnings = List.copyOf(warnings);
  }

  /** Makes one of which nothing more is to be said. */
  public static Fleet of(List<FleetNode> nodes) {
    return new Fleet(nodes, Optional.empty(), 0, 0, List.of());
  }

  /** All that any of its nodes measured, in the order in which it is met. */
  public Collection<SeriesKey> keys() {
    Set<SeriesKey> keys = new LinkedHashSet<>();
    nodes.forEach(node -> keys.addAll(node.series().keySet()));
    return keys;
  }

  /** Names the first few of many, and counts the others. */
  public static String some(Collection<String> names) {
    return some(names, names.size());
  }

  /** Names the first few of so many. */
  public static String some(Collection<String> names, int all) {
    String first = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    int more = all - MOST_NAMED;
    return more > 0 ? first + " and " + more + " more" : first;
  }
}
