package dev.tare.fleet;

import dev.tare.compare.CompareOptions;
import dev.tare.compare.SeriesSummaries;
import dev.tare.result.Facts;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.result.StackName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

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
  private final Map<SeriesKey, SeriesKey> keys = new ConcurrentHashMap<>();
  private int repeated;

  /**
   * @param options which series are looked at: no others are kept
   */
  public FleetMerge(CompareOptions options) {
    this.options = options;
  }

  /**
   * Holds what is kept of one run.
   *
   * @param node on which it was, where the run tells it
   */
  public record Part(
      Optional<String> node,
      SortedMap<String, String> facts,
      List<String> failures,
      Map<SeriesKey, NodeSeries> series) {
    /** Tells whether it is the same run: no two give the same figures to the last digit. */
    private boolean isSame(Part other) {
      return series.isEmpty()
          ? other.series.isEmpty() && failures.equals(other.failures)
          : series.keySet().equals(other.series.keySet())
              && series.values().stream()
                  .allMatch(one -> Arrays.equals(one.forks(), other.series.get(one.key()).forks()));
    }
  }

  /** Holds one node so far. */
  private static final class Merged {
    private final List<Part> parts = new ArrayList<>();
    private final Set<String> failures = new LinkedHashSet<>();

    FleetNode node(String name) {
      SortedMap<String, String> facts = new TreeMap<>();
      Map<SeriesKey, NodeSeries> series = new LinkedHashMap<>();
      for (Part part : parts) {
        part.facts().forEach(facts::putIfAbsent);
        part.series().forEach((key, one) -> series.merge(key, one, FleetMerge::merged));
      }
      return new FleetNode(name, Facts.of(facts), List.copyOf(failures), series);
    }
  }

  /** Condenses one run. Several may be at a time, in whatever order. */
  public Part part(Run run) {
    Map<SeriesKey, NodeSeries> own = new LinkedHashMap<>();
    SeriesSummaries summaries = new SeriesSummaries(run, options);
    for (Series one : run.series()) {
      if (options.selects(one) && options.judges(one) && !one.forks().isEmpty()) {
        SeriesKey key = kept(one.key());
        own.merge(key, NodeSeries.of(key, summaries.of(one)), FleetMerge::merged);
      }
    }
    SortedMap<String, String> facts = new TreeMap<>();
    run.environments().values().forEach(place -> place.values().forEach(facts::putIfAbsent));
    run.series().stream()
        .findFirst()
        .ifPresent(one -> one.conditions().values().forEach(facts::putIfAbsent));
    return new Part(name(run), facts, run.hasFailures() ? run.warnings() : List.of(), own);
  }

  /**
   * Adds what one run measured on one node.
   *
   * @param usual its node's name where the run does not tell it
   */
  public void add(Part part, String usual) {
    Merged node = nodes.computeIfAbsent(part.node().orElse(usual), any -> new Merged());
    if (node.parts.stream().anyMatch(part::isSame)) {
      repeated++;
      return;
    }
    node.parts.add(part);
    node.failures.addAll(part.failures());
  }

  /** Nodes share their keys: a large fleet has many of them. */
  private SeriesKey kept(SeriesKey key) {
    SeriesKey inside =
        key.environment().isPresent()
            ? key.withEnvironment(key.environment().map(FleetMerge::inside))
            : key;
    return keys.computeIfAbsent(inside, any -> inside);
  }

  /** Adds a node of whose run nothing could be read. */
  public void addFailed(String name, String why) {
    nodes.computeIfAbsent(name, any -> new Merged()).failures.add(why);
  }

  /** Returns all that came. */
  public Fleet fleet() {
    List<FleetNode> all = new ArrayList<>();
    nodes.forEach((name, node) -> all.add(node.node(name)));
    return new Fleet(all, repeated);
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
