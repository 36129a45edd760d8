package dev.tare.fleet;

import dev.tare.result.SeriesKey;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Many machines that measured the same.
 *
 * @param nodes in the order of their names, no two alike
 * @param repeated how many runs were given more than once and counted once
 */
public record Fleet(List<FleetNode> nodes, int repeated) {
  public Fleet {
    nodes = List.copyOf(nodes);
  }

  /** All that any of its nodes measured, in the order in which it is met. */
  public Collection<SeriesKey> keys() {
    Set<SeriesKey> keys = new LinkedHashSet<>();
    nodes.forEach(node -> keys.addAll(node.series().keySet()));
    return keys;
  }
}
