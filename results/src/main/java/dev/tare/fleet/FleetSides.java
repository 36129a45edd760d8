package dev.tare.fleet;

import dev.tare.result.Facts;
import dev.tare.result.Fork;
import dev.tare.result.Iteration;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.result.Unit;
import dev.tare.stats.Paired;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Two fleets as the two sides of a comparison whose unit is the node: each node is one fork of its
 * side, and its block where the fleets are paired by node.
 *
 * @param a the baseline
 * @param b the candidate
 * @param failed whether a node of the candidate failed, or a result of either could not be read
 */
public record FleetSides(Run a, Run b, boolean failed) {
  /**
   * Makes them. Where at least six nodes are in both, only these are compared, each with itself.
   *
   * @param nameA what A was read from
   * @param nameB what B was read from
   */
  public static FleetSides of(Fleet a, String nameA, Fleet b, String nameB) {
    SortedMap<String, Integer> numbers = new TreeMap<>();
    a.nodes().forEach(node -> numbers.put(node.name(), 0));
    numbers.keySet().retainAll(b.nodes().stream().map(FleetNode::name).toList());
    boolean paired = numbers.size() >= Paired.MIN_BLOCKS;
    int next = 0;
    for (Map.Entry<String, Integer> one : numbers.entrySet()) {
      one.setValue(next++);
    }
    Optional<Map<String, Integer>> blocks = paired ? Optional.of(numbers) : Optional.empty();
    boolean failed =
        a.unread() + b.unread() > 0
            || b.nodes().stream().anyMatch(node -> !node.failures().isEmpty());
    List<FleetNode> ofA = compared(a, blocks);
    List<FleetNode> ofB = compared(b, blocks);
    Facts commonA = common(ofA);
    Facts commonB = common(ofB);
    Map<String, String> mixedA = mixed(ofA, commonA, commonB);
    Map<String, String> mixedB = mixed(ofB, commonB, commonA);
    Set<String> mixed = new HashSet<>(mixedA.keySet());
    mixed.addAll(mixedB.keySet());
    List<String> more = new ArrayList<>(List.of(how(a, b, numbers.size(), paired)));
    more.addAll(mixedA.values());
    return new FleetSides(
        side(a, nameA, ofA, blocks, without(commonA, mixed), more),
        side(b, nameB, ofB, blocks, without(commonB, mixed), List.copyOf(mixedB.values())),
        failed);
  }

  private static List<FleetNode> compared(Fleet fleet, Optional<Map<String, Integer>> blocks) {
    return fleet.nodes().stream()
        .filter(node -> blocks.isEmpty() || blocks.get().containsKey(node.name()))
        .toList();
  }

  /**
   * Says of each fact in which the nodes of one side differ, where those of the other do not, what
   * most of them have: to either side as a whole it says nothing.
   */
  private static Map<String, String> mixed(List<FleetNode> nodes, Facts own, Facts other) {
    Map<String, String> lines = new TreeMap<>();
    other
        .values()
        .forEach(
            (name, theirs) -> {
              Map<String, Integer> counts = new TreeMap<>();
              nodes.forEach(
                  node ->
                      node.facts().get(name).ifPresent(is -> counts.merge(is, 1, Integer::sum)));
              if (own.get(name).isEmpty() && !counts.isEmpty()) {
                Map.Entry<String, Integer> most =
                    Collections.max(counts.entrySet(), Map.Entry.comparingByValue());
                lines.put(
                    name,
                    "%s: %s on %d of %d nodes, and %s on all of the other side"
                        .formatted(name, most.getKey(), most.getValue(), nodes.size(), theirs));
              }
            });
    return lines;
  }

  private static String how(Fleet a, Fleet b, int shared, boolean paired) {
    String unit = "the unit is the node; ";
    int alone = a.nodes().size() + b.nodes().size() - 2 * shared;
    if (paired) {
      String left = alone == 0 ? "" : ", and " + alone + " that are in one of them are left out";
      boolean told = a.nodes().stream().allMatch(node -> node.facts().get(Facts.NODE).isPresent());
      String by = told ? "" : ", as its files are called";
      return unit + "paired by node" + by + ": " + shared + " nodes are in both" + left;
    }
    return unit
        + (shared == 0
            ? "no node is in both"
            : shared + " nodes are in both, and pairs take " + Paired.MIN_BLOCKS);
  }

  private static Facts without(Facts facts, Set<String> names) {
    Map<String, String> left = new TreeMap<>(facts.values());
    left.keySet().removeAll(names);
    return Facts.of(left);
  }

  private static Run side(
      Fleet fleet,
      String name,
      List<FleetNode> nodes,
      Optional<Map<String, Integer>> blocks,
      Facts common,
      List<String> more) {
    List<String> warnings = new ArrayList<>(more);
    warnings.addAll(fleet.warnings());
    for (FleetNode node : fleet.nodes()) {
      node.failures().stream().limit(1).forEach(why -> warnings.add(node.name() + ": " + why));
    }
    fleet.keys().forEach(key -> odd(key, nodes).ifPresent(warnings::add));
    List<Series> series = fleet.keys().stream().map(key -> series(key, nodes, blocks)).toList();
    SortedMap<String, Facts> environments = new TreeMap<>();
    series.forEach(one -> environments.put(one.key().environment().orElse(Run.UNNAMED), common));
    return new Run(
        name,
        // One start for both: blocks of one number belong together.
        blocks.map(any -> Instant.EPOCH),
        Optional.empty(),
        environments,
        List.of(),
        series,
        warnings);
  }

  /** Names the first node whose figure keeps a series from being compared. */
  private static Optional<String> odd(SeriesKey key, List<FleetNode> nodes) {
    NodeSeries any = null;
    for (FleetNode node : nodes) {
      NodeSeries one = node.series().get(key);
      any = any == null ? one : any;
      if (one != null && !isLike(one, any)) {
        return Optional.of(
            "%s: the unit of %s is %s, and %s on others"
                .formatted(node.name(), key.runId(), one.unit().text(), any.unit().text()));
      }
      if (one != null && !one.isPositive()) {
        return Optional.of(
            node.name() + ": a value of " + key.runId() + " is no finite number above 0");
      }
    }
    return Optional.empty();
  }

  private static Series series(
      SeriesKey key, List<FleetNode> nodes, Optional<Map<String, Integer>> blocks) {
    List<Fork> forks = new ArrayList<>();
    NodeSeries any = null;
    for (int i = 0; i < nodes.size(); i++) {
      NodeSeries one = nodes.get(i).series().get(key);
      if (one != null) {
        any = any == null ? one : any;
        String name = nodes.get(i).name();
        OptionalInt block =
            blocks.map(all -> OptionalInt.of(all.get(name))).orElse(OptionalInt.empty());
        Iteration figure = new Iteration(figure(one, any), one.noise());
        forks.add(new Fork(i, block, List.of(figure), Optional.empty(), Optional.of(name)));
      }
    }
    Unit unit = any == null ? Unit.parse("") : any.unit();
    return new Series(
        key,
        unit,
        any == null ? key.mode().direction() : any.direction(),
        true,
        forks,
        Facts.of(Map.of()));
  }

  /** Returns it in the unit of the others; of another dimension it is none, which does not pass. */
  private static double figure(NodeSeries one, NodeSeries other) {
    return isLike(one, other) ? one.score() / other.unit().toBase() : Double.NaN;
  }

  private static boolean isLike(NodeSeries one, NodeSeries other) {
    return one.unit().dimension().equals(other.unit().dimension());
  }

  /** Returns what all nodes tell alike: a fleet is no single place. */
  private static Facts common(List<FleetNode> nodes) {
    Map<String, String> common = new LinkedHashMap<>();
    if (!nodes.isEmpty()) {
      common.putAll(nodes.get(0).facts().values());
    }
    nodes.forEach(
        node ->
            common
                .entrySet()
                .removeIf(
                    fact -> !node.facts().get(fact.getKey()).equals(Optional.of(fact.getValue()))));
    return Facts.of(common);
  }
}
