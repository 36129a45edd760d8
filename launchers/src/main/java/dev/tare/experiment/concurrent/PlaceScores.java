package dev.tare.experiment.concurrent;

import dev.tare.experiment.Cells;
import dev.tare.experiment.Lab;
import dev.tare.experiment.Samples;
import dev.tare.experiment.Turn;
import dev.tare.result.Fork;
import dev.tare.result.Iteration;
import dev.tare.result.LatencyCounts;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.Noise;
import dev.tare.result.Run;
import dev.tare.result.Section.Cell;
import dev.tare.result.Series;
import dev.tare.result.Unit;
import dev.tare.result.io.RunReader;
import dev.tare.stats.Fairness;
import dev.tare.stats.GeometricMean;
import dev.tare.stats.Outliers;
import dev.tare.stats.Percentiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Describes what the guests of one place measured. Those of one block ran at the same time, so a
 * block is what is replicated: every interval is Student's t over blocks.
 *
 * @param blocks by block, each guest that finished in it
 * @param unit of the scores
 */
public record PlaceScores(SortedMap<Integer, List<Guest>> blocks, String unit) {

  /**
   * Is one guest in one block.
   *
   * @param score the median of its iterations, in the workload's unit
   * @param cpus CPU time of its JVM per wall time; absent where the system does not count it
   * @param throttled how much of the wall time its quota stopped it, summed over its CPUs, from 0;
   *     absent where it has no such counter
   * @param faultsPerSecond page faults that read from disk; absent where not counted
   * @param cached how much of its file is in the page cache, 0 to 1; absent where it has none
   * @param latencies of its operations; absent where they are not timed one by one
   */
  public record Guest(
      double score,
      OptionalDouble cpus,
      OptionalDouble throttled,
      OptionalDouble faultsPerSecond,
      OptionalDouble cached,
      Optional<LatencyCounts> latencies) {}

  public PlaceScores {
    blocks = Collections.unmodifiableSortedMap(new TreeMap<>(blocks));
  }

  /** Returns what a run has of a place; absent where nobody finished. */
  public static Optional<PlaceScores> of(Run run, String place, Workload workload) {
    List<Series> own =
        run.series().stream()
            .filter(one -> one.key().environment().filter(place::equals).isPresent())
            .filter(one -> workload.isOwn(one.key()))
            .toList();
    Optional<Series> score = own.stream().filter(one -> workload.isScore(one.key())).findFirst();
    Optional<Series> primary = own.stream().filter(one -> one.key().isPrimary()).findFirst();
    if (score.isEmpty() || primary.isEmpty()) {
      return Optional.empty();
    }
    Optional<Series> cpus = secondary(own, Metrics.CPU_USE);
    Optional<Series> cached = secondary(own, Metrics.PAGE_CACHE);
    SortedMap<Integer, List<Guest>> blocks = new TreeMap<>();
    for (Fork fork : score.get().forks()) {
      Optional<Fork> timed = at(primary, fork.index());
      Guest guest =
          new Guest(
              Outliers.median(fork.iterations().stream().mapToDouble(Iteration::value).toArray()),
              mean(cpus, fork.index()),
              noise(timed, PlaceScores::throttled),
              noise(timed, PlaceScores::faults),
              mean(cached, fork.index()),
              timed.flatMap(Fork::histogram));
      blocks.computeIfAbsent(fork.block().orElse(1), any -> new ArrayList<>()).add(guest);
    }
    return blocks.isEmpty()
        ? Optional.empty()
        : Optional.of(new PlaceScores(blocks, score.get().unit().text()));
  }

  /** Returns a figure of some, in their unit; none where there are none. */
  public static Cell cell(Optional<PlaceScores> some, Function<PlaceScores, GeometricMean> figure) {
    return some.map(own -> Cells.of(figure.apply(own), own.unit())).orElse(Cell.NONE);
  }

  /** Returns the same of some blocks; absent where nobody finished in any of them. */
  public Optional<PlaceScores> in(Set<Integer> some) {
    SortedMap<Integer, List<Guest>> own = new TreeMap<>(blocks);
    own.keySet().retainAll(some);
    return own.isEmpty() ? Optional.empty() : Optional.of(new PlaceScores(own, unit));
  }

  /** Adds what the participants of one turn scored to its samples. */
  public static void sample(Lab lab, Turn<?> turn, Workload workload, Samples samples)
      throws IOException {
    sample(lab, turn, workload, Map.of(), samples);
  }

  /**
   * Adds what those participants of one turn scored that did a part of the work.
   *
   * @param part labels that tell them from the others
   */
  public static void sample(
      Lab lab, Turn<?> turn, Workload workload, Map<String, String> part, Samples samples)
      throws IOException {
    String place = turn.condition().name();
    Path run = lab.folder().orElseThrow().path();
    Optional<PlaceScores> scores = of(RunReader.read(run, place), place, workload);
    List<Guest> guests = scores.map(one -> one.blocks().get(turn.block())).orElse(List.of());
    if (!guests.isEmpty()) {
      String unit = scores.orElseThrow().unit();
      double each = mean(guests, Guest::score);
      samples.add(Metrics.EACH, each, unit, part);
      samples.add(Metrics.TOTAL, together(each, guests.size(), unit), unit, part);
      samples.add(
          Metrics.FAIRNESS,
          Fairness.jain(guests.stream().mapToDouble(Guest::score).toArray()),
          part);
    }
  }

  /** A guest's score: the blocks' means over their guests. */
  public GeometricMean each() {
    return over(guests -> mean(guests, Guest::score));
  }

  /** Returns what so many do together: as much more, or in less time for one. */
  private static double together(double each, int guests, String unit) {
    return isRate(unit) ? each * guests : each / guests;
  }

  /** Tells whether scores in a unit are what is done in a time; else they are times. */
  public static boolean isRate(String unit) {
    return Unit.parse(unit).dimension().endsWith("/s");
  }

  /** Returns how many guests finished in a block at the most. */
  public int most() {
    return blocks.values().stream().mapToInt(List::size).max().orElseThrow();
  }

  /** All guests' scores together, in those blocks in which as many finished as ever did. */
  public GeometricMean sum() {
    int most = most();
    return GeometricMean.of(
        blocks.values().stream()
            .filter(guests -> guests.size() == most)
            .mapToDouble(guests -> Math.log(together(mean(guests, Guest::score), most, unit)))
            .toArray());
  }

  /** Jain's index over the guests of a block, the mean of the blocks. */
  public double fairness() {
    return blocks.values().stream()
        .mapToDouble(guests -> Fairness.jain(guests.stream().mapToDouble(Guest::score).toArray()))
        .average()
        .orElseThrow();
  }

  /**
   * A percentile of one operation: the geometric mean over the guests of all blocks, as for scores.
   *
   * @return ns; absent where operations are not timed, or no guest has 100 above it
   */
  public OptionalDouble percentileNs(double quantile) {
    double[] logs =
        guests().stream()
            .flatMap(one -> one.latencies().stream())
            .filter(counts -> Percentiles.admissible(counts.total(), quantile))
            .mapToDouble(counts -> Math.log(counts.atQuantile(quantile)))
            .toArray();
    return logs.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(GeometricMean.of(logs).value());
  }

  /** The mean over guests and blocks of a figure; absent where none has it. */
  public OptionalDouble mean(Function<Guest, OptionalDouble> figure) {
    return guests().stream().map(figure).flatMapToDouble(OptionalDouble::stream).average();
  }

  /**
   * Tells how a figure of these guests is to that of others in the same blocks.
   *
   * @return absent where they share no block
   */
  public Optional<GeometricMean> ratioTo(PlaceScores others) {
    return ratio(List.of(this), List.of(others));
  }

  /**
   * Tells how several figures together are to those of others in the same blocks: the geometric
   * mean over all guests.
   *
   * @param ones at least one
   * @param others as many, each of the same work
   * @return absent where they share no block
   */
  public static Optional<GeometricMean> ratio(List<PlaceScores> ones, List<PlaceScores> others) {
    Set<Integer> common = new TreeSet<>(ones.get(0).blocks.keySet());
    Stream.concat(ones.stream(), others.stream())
        .forEach(one -> common.retainAll(one.blocks.keySet()));
    double[] logs = new double[common.size()];
    int at = 0;
    for (int block : common) {
      double sum = 0;
      double guests = 0;
      for (int i = 0; i < ones.size(); i++) {
        List<Guest> one = ones.get(i).blocks.get(block);
        List<Guest> other = others.get(i).blocks.get(block);
        sum += one.size() * Math.log(mean(one, Guest::score) / mean(other, Guest::score));
        guests += one.size();
      }
      logs[at++] = sum / guests;
    }
    return logs.length == 0 ? Optional.empty() : Optional.of(GeometricMean.of(logs));
  }

  /** Returns all guests of all blocks. */
  public List<Guest> guests() {
    return blocks.values().stream().flatMap(Collection::stream).toList();
  }

  private GeometricMean over(ToDoubleFunction<List<Guest>> figure) {
    return GeometricMean.of(
        blocks.values().stream()
            .mapToDouble(guests -> Math.log(figure.applyAsDouble(guests)))
            .toArray());
  }

  private static double mean(List<Guest> guests, ToDoubleFunction<Guest> figure) {
    return guests.stream().mapToDouble(figure).average().orElseThrow();
  }

  private static Optional<Series> secondary(List<Series> own, Metric metric) {
    return own.stream().filter(one -> one.key().metric().equals(metric.name())).findFirst();
  }

  private static OptionalDouble mean(Optional<Series> series, int fork) {
    return at(series, fork).stream()
        .flatMap(one -> one.iterations().stream())
        .mapToDouble(Iteration::value)
        .average();
  }

  private static Optional<Fork> at(Optional<Series> series, int index) {
    return series.stream()
        .flatMap(one -> one.forks().stream())
        .filter(fork -> fork.index() == index)
        .findFirst();
  }

  private static OptionalDouble noise(Optional<Fork> fork, Function<Noise, OptionalDouble> figure) {
    return fork.stream()
        .flatMap(one -> one.iterations().stream())
        .map(iteration -> figure.apply(iteration.noise()))
        .flatMapToDouble(OptionalDouble::stream)
        .average();
  }

  private static OptionalDouble throttled(Noise noise) {
    return perWall(noise, noise.throttledUs(), 1e3);
  }

  private static OptionalDouble faults(Noise noise) {
    return perWall(noise, noise.majorFaults(), 1e9);
  }

  private static OptionalDouble perWall(Noise noise, OptionalDouble amount, double factor) {
    return amount.isPresent() && noise.wallNs().orElse(0) > 0
        ? OptionalDouble.of(amount.getAsDouble() * factor / noise.wallNs().getAsDouble())
        : OptionalDouble.empty();
  }
}
