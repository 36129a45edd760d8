package dev.tare.fleet;

import dev.tare.result.Facts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A fact that an outlying node has and most nodes have not. It is beside the outlier, no proof that
 * it is the cause.
 *
 * @param name of the fact
 * @param value on the node
 * @param usual on most nodes that tell it
 * @param others how many of the nodes that are not outlying have the node's value too: the fewer,
 *     the likelier the suspect
 * @param told how many of the nodes that are not outlying tell it
 */
public record Suspect(String name, String value, String usual, int others, int told) {
  /** Differ always, and say nothing of a machine's speed. */
  private static final Set<String> NAMES_ONLY =
      Set.of(Facts.NODE, "layers.evidence", "facts.failed", "kernel.build");

  private static final List<String> FAMILIES_OF_CHANCE = List.of("clock.", "storage.");

  /** Equal machines differ in how much of the memory the firmware keeps for itself. */
  private static final double SAME_SIZE = .01;

  /**
   * Writes such as {@code cpu.governor: powersave, and performance on most (0 of 97 others have
   * it)}.
   */
  public String line() {
    return name + ": " + value + ", and " + usual + " on most (" + rarity() + ")";
  }

  public String rarity() {
    return others + " of " + told + " others have it";
  }

  /**
   * Finds them.
   *
   * @param outlying by node, whether it is
   * @return by node, the rarest first; none of nodes that are not outlying
   */
  static List<List<Suspect>> of(List<FleetNode> nodes, boolean[] outlying) {
    Map<String, Optional<String>> usual = new HashMap<>();
    return IntStream.range(0, nodes.size())
        .mapToObj(i -> outlying[i] ? of(nodes.get(i), nodes, outlying, usual) : List.<Suspect>of())
        .toList();
  }

  private static List<Suspect> of(
      FleetNode node,
      List<FleetNode> nodes,
      boolean[] outlying,
      Map<String, Optional<String>> usual) {
    List<Suspect> suspects = new ArrayList<>();
    node.facts()
        .values()
        .forEach(
            (name, value) ->
                usual
                    .computeIfAbsent(name, any -> usual(name, nodes))
                    .filter(most -> tells(name) && differ(name, value, most))
                    .ifPresent(most -> suspects.add(of(name, value, most, nodes, outlying))));
    suspects.sort(Comparator.comparingDouble(one -> one.others() / Math.max(1.0, one.told())));
    return suspects;
  }

  private static Suspect of(
      String name, String value, String most, List<FleetNode> nodes, boolean[] outlying) {
    int told = 0;
    int others = 0;
    for (int i = 0; i < outlying.length; i++) {
      Optional<String> own = nodes.get(i).facts().get(name);
      if (!outlying[i] && own.isPresent()) {
        told++;
        others += differ(name, own.get(), value) ? 0 : 1;
      }
    }
    return new Suspect(name, value, most, others, told);
  }

  private static boolean tells(String name) {
    return !NAMES_ONLY.contains(name) && FAMILIES_OF_CHANCE.stream().noneMatch(name::startsWith);
  }

  /** The value that more than half of the nodes have that tell the fact. */
  private static Optional<String> usual(String name, List<FleetNode> nodes) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    nodes.forEach(
        node -> node.facts().get(name).ifPresent(value -> counts.merge(value, 1, Integer::sum)));
    int all = counts.values().stream().mapToInt(Integer::intValue).sum();
    Optional<String> first =
        counts.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    return first.filter(
        most ->
            2
                    * counts.entrySet().stream()
                        .filter(other -> !differ(name, most, other.getKey()))
                        .mapToInt(Map.Entry::getValue)
                        .sum()
                > all);
  }

  private static boolean differ(String name, String a, String b) {
    if (a.equals(b)) {
      return false;
    }
    if (name.endsWith("Bytes") || name.endsWith("MHz")) {
      try {
        double ratio = Double.parseDouble(a) / Double.parseDouble(b);
        return !(Math.abs(ratio - 1) < SAME_SIZE);
      } catch (NumberFormatException e) {
        return true;
      }
    }
    return Facts.differ(name, a, b);
  }
}
