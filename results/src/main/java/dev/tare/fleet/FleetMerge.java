package dev.tare.fleet;

import dev.tare.compare.CompareOptions;
import dev.tare.compare.SeriesSummaries;
import dev.tare.result.Facts;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.result.Sha256;
import dev.tare.result.StackName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Merges runs into nodes, in whatever order they come. A run that comes again, by the same or by
 * another way, counts once.
 */
public final class FleetMerge {
  /** The layer that only says on which node the others are. */
  private static final String SCHEDULER = "slurm";

  private static final List<String> NAMED_BY = List.of("nodelist", "node");

  private final CompareOptions options;
  private final SortedMap<String, Merged> nodes = new TreeMap<>();
  private final Map<SeriesKey, SeriesKey> keys = new HashMap<>();
  private int repeated;

  /**
   * @param options which series are looked at: no others are kept
   */
  public FleetMerge(CompareOptions options) {
    this.options = options;
  }

  /** Holds one node so far. */
  private static final class Merged {
    private final SortedMap<String, String> facts = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private final Map<SeriesKey, NodeSeries> series = new LinkedHashMap<>();
    private final Set<String> runs = new HashSet<>();

    FleetNode node(String name) {
      return new FleetNode(name, Facts.of(facts), failures, series);
    }
  }

  /**
   * Adds what one run measured on one node.
   *
   * @param usual its node's name where the run does not tell it
   */
  public void add(Run run, String usual) {
    Map<SeriesKey, NodeSeries> own = new LinkedHashMap<>();
    SeriesSummaries summaries = new SeriesSummaries(run, options);
    for (Series one : run.series()) {
      if (options.selects(one) && options.judges(one) && !one.forks().isEmpty()) {
        SeriesKey key = kept(one.key());
        own.merge(key, NodeSeries.of(key, summaries.of(one)), FleetMerge::merged);
      }
    }
    Merged node = nodes.computeIfAbsent(name(run).orElse(usual), any -> new Merged());
    List<String> failures = run.hasFailures() ? run.warnings() : List.of();
    if (!node.runs.add(fingerprint(own.values(), failures))) {
      repeated++;
      return;
    }
    own.forEach((key, series) -> node.series.merge(key, series, FleetMerge::merged));
    run.environments().values().forEach(facts -> facts.values().forEach(node.facts::putIfAbsent));
    run.series().stream()
        .findFirst()
        .ifPresent(one -> one.conditions().values().forEach(node.facts::putIfAbsent));
    failures.stream().filter(line -> !node.failures.contains(line)).forEach(node.failures::add);
  }

  /** Nodes share their keys: a large fleet has many of them. */
  private SeriesKey kept(SeriesKey key) {
    SeriesKey inside = key.withEnvironment(key.environment().map(FleetMerge::inside));
    return keys.computeIfAbsent(inside, any -> inside);
  }

  /** Adds a node of whose run nothing could be read. */
  public void addFailed(String name, String why) {
    Merged node = nodes.computeIfAbsent(name, any -> new Merged());
    if (!node.failures.contains(why)) {
      node.failures.add(why);
    }
  }

  /** Returns all that came. */
  public Fleet fleet() {
    List<FleetNode> all = new ArrayList<>();
    nodes.forEach((name, node) -> all.add(node.node(name)));
    return new Fleet(all, repeated);
  }

  /** Returns what a run gave, so short that those of many runs can be kept. */
  private static String fingerprint(Collection<NodeSeries> series, List<String> failures) {
    String figures =
        series.stream()
            .map(one -> one.key() + bits(one.forks()))
            .sorted()
            .collect(Collectors.joining());
    return Sha256.hex(figures.isEmpty() ? failures.toString() : figures);
  }

  /** Returns the very figures: to write them as decimals takes longer than to read them. */
  private static String bits(double[] figures) {
    return Arrays.toString(Arrays.stream(figures).mapToLong(Double::doubleToLongBits).toArray());
  }

  /** Forks of another dimension are none of the same figure. */
  private static NodeSeries merged(NodeSeries one, NodeSeries more) {
    return one.unit().dimension().equals(more.unit().dimension()) ? one.with(more) : one;
  }

  /** The node that a run was on, as its facts or its stacks tell. */
  private static Optional<String> name(Run run) {
    Optional<String> told =
        run.environments().values().stream()
            .flatMap(facts -> facts.get(Facts.NODE).stream())
            .findFirst();
    return told.or(
        () ->
            run.environments().keySet().stream()
                .flatMap(stack -> StackName.of(stack).layers().stream())
                .filter(layer -> layer.name().equals(SCHEDULER))
                .flatMap(layer -> NAMED_BY.stream().map(layer.options()::get))
                .filter(name -> name != null && !name.matches(".*[\\[,].*"))
                .findFirst());
  }

  /** The stack on the node: every node is reached by another. */
  private static String inside(String stack) {
    List<StackName.Layer> layers = StackName.of(stack).layers();
    if (!layers.get(0).name().equals(SCHEDULER)) {
      return stack;
    }
    return layers.size() == 1
        ? StackName.BARE
        : new StackName(layers.subList(1, layers.size())).text();
  }
}
