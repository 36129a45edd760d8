package dev.tare.fleet;

import dev.tare.compare.CompareOptions;
import dev.tare.compare.SeriesSummaries;
import dev.tare.result.Facts;
import dev.tare.result.Run;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.result.StackName;
import java.time.Instant;
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
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Merges runs into nodes, in whatever order they come. */
public final class FleetMerge {
  /** The layer that only says on which node the others are. */
  private static final String SCHEDULER = "slurm";

  private static final List<String> NAMED_BY = List.of("nodelist", "node");

  private final CompareOptions options;
  private final SortedMap<String, Merged> nodes = new TreeMap<>();
  private final Map<SeriesKey, SeriesKey> keys = new ConcurrentHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private final SortedMap<String, Set<String>> cut = new TreeMap<>();
  private int leftOut;
  private int unread;
  private Optional<Instant> started = Optional.empty();

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
   * @param started when it did, where the run tells it
   * @param cutShort how far it came, in words; absent where it came to its end
   */
  public record Part(
      Optional<String> node,
      Optional<Instant> started,
      SortedMap<String, String> facts,
      List<String> failures,
      Optional<String> cutShort,
      Map<SeriesKey, NodeSeries> series) {
    /** Tells whether it has the same figures, to the last digit. */
    public boolean isSame(Part other) {
      return series.isEmpty()
          ? other.series.isEmpty() && failures.equals(other.failures)
          : series.keySet().equals(other.series.keySet())
              && series.values().stream()
                  .allMatch(one -> Arrays.equals(one.forks(), other.series.get(one.key()).forks()));
    }

    /** Returns a number that those with the same figures have in common. */
    public int figures() {
      return series.values().stream().mapToInt(one -> Arrays.hashCode(one.forks())).sum();
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
    List<String> failures = run.hasFailures() ? run.warnings() : List.of();
    return new Part(name(run), run.started(), facts, failures, cutShort(run), own);
  }

  private static Optional<String> cutShort(Run run) {
    int all = run.schedule().size();
    long left =
        run.schedule().stream()
            .filter(one -> one.status() == ScheduledTrial.Status.PLANNED)
            .count();
    return left == 0
        ? Optional.empty()
        : Optional.of("cut short, " + (all - left) + " of " + all + " trials; --resume goes on");
  }

  /**
   * Adds what one run measured on one node.
   *
   * @param name of the node
   */
  public void add(Part part, String name) {
    Merged node = nodes.computeIfAbsent(name, any -> new Merged());
    node.parts.add(part);
    node.failures.addAll(part.failures());
    part.cutShort().ifPresent(how -> cut.computeIfAbsent(how, any -> new TreeSet<>()).add(name));
    started = Stream.concat(started.stream(), part.started().stream()).min(Instant::compareTo);
  }

  /**
   * Keeps that something is no part of the fleet.
   *
   * @param all how much
   * @param results how many of these are results that cannot be read
   */
  public void leaveOut(int all, int results) {
    leftOut += all;
    unread += results;
  }

  /** Keeps what has to be known of what was read. */
  public void note(String line) {
    notes.add(line);
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
    unread++;
  }

  /** Returns all that came. */
  public Fleet fleet() {
    List<FleetNode> all = new ArrayList<>();
    nodes.forEach((name, node) -> all.add(node.node(name)));
    List<String> told = new ArrayList<>(notes);
    cut.forEach((how, names) -> told.add(Fleet.some(names) + ": " + how));
    List<String> several = new ArrayList<>(nodes.keySet());
    several.removeIf(name -> nodes.get(name).parts.size() < 2);
    if (!several.isEmpty()) {
      told.add(
          Fleet.some(several)
              + ": several runs, taken together by the name of the node that they tell");
    }
    return new Fleet(all, started, leftOut, unread, told);
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
