package dev.tare.fleet;

import dev.tare.result.Direction;
import dev.tare.result.SeriesKey;
import dev.tare.result.Unit;
import dev.tare.stats.AmongOthers;
import dev.tare.stats.Deviation;
import dev.tare.stats.Outliers;
import dev.tare.stats.VarianceSplit;
import dev.tare.stats.Verdicts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Holds one benchmark over all nodes.
 *
 * @param key of all of them
 * @param unit of {@code median}
 * @param direction which way is better
 * @param median the score of the median node, in {@code unit}; NaN where no node has one
 * @param deviations by node, how far it lies off the others, above 0 where it is worse; without an
 *     error and never tested where it, or too many others, have too few forks; null where it has
 *     none
 * @param gaps by node, why it is not judged; null where it is
 */
@SuppressWarnings("ArrayRecordComponent") // Numbers on their way into a page; never compared.
public record FleetBenchmark(
    SeriesKey key,
    Unit unit,
    Direction direction,
    double median,
    Deviation[] deviations,
    String[] gaps) {

  /** Tells whether there are nodes enough to tell any from the others. */
  public boolean judged() {
    return Arrays.stream(deviations).anyMatch(one -> one != null && one.tested());
  }

  /** Returns how many nodes have forks enough to be judged. */
  public long nodes() {
    return Arrays.stream(gaps).filter(gap -> gap == null).count();
  }

  static FleetBenchmark of(SeriesKey key, List<FleetNode> nodes) {
    List<NodeSeries> all = nodes.stream().map(node -> node.series().get(key)).toList();
    Unit unit = usual(all);
    String[] gaps = all.stream().map(one -> gap(one, unit)).toArray(String[]::new);
    int[] there = IntStream.range(0, gaps.length).filter(i -> gaps[i] == null).toArray();
    Deviation[] deviations = new Deviation[gaps.length];
    int[] known = IntStream.range(0, gaps.length).filter(i -> isLike(all.get(i), unit)).toArray();
    if (known.length > 1) {
      double[] means = Arrays.stream(known).mapToDouble(i -> all.get(i).mean()).toArray();
      put(AmongOthers.untested(means), known, deviations);
    }
    if (there.length >= AmongOthers.MIN_MEMBERS) {
      double[][] logs =
          Arrays.stream(there).mapToObj(i -> all.get(i).oriented()).toArray(double[][]::new);
      put(AmongOthers.of(logs), there, deviations);
    }
    double[] scores = Arrays.stream(known).mapToDouble(i -> all.get(i).score()).toArray();
    double median = scores.length == 0 ? Double.NaN : Outliers.median(scores) / unit.toBase();
    Direction direction =
        all.stream().filter(one -> one != null).findFirst().orElseThrow().direction();
    return new FleetBenchmark(key, unit, direction, median, deviations, gaps);
  }

  private static void put(Deviation[] found, int[] nodes, Deviation[] deviations) {
    for (int i = 0; i < nodes.length; i++) {
      deviations[nodes[i]] = found[i];
    }
  }

  /**
   * Splits its variance.
   *
   * @param outlying by node, whether it is left out: a split is of nodes that are alike
   */
  Optional<VarianceSplit> split(List<FleetNode> nodes, boolean[] outlying) {
    List<VarianceSplit.NodeForks> members = new ArrayList<>();
    for (int i = 0; i < deviations.length; i++) {
      if (gaps[i] == null && !outlying[i]) {
        members.add(nodes.get(i).series().get(key).member().orElseThrow());
      }
    }
    return members.size() < 2 ? Optional.empty() : Optional.of(VarianceSplit.of(members));
  }

  /** The unit of most nodes; those of another dimension have another figure. */
  private static Unit usual(List<NodeSeries> all) {
    Map<String, Integer> counts = new HashMap<>();
    Map<String, Unit> units = new HashMap<>();
    for (NodeSeries one : all) {
      if (one != null) {
        counts.merge(one.unit().dimension(), 1, Integer::sum);
        units.putIfAbsent(one.unit().dimension(), one.unit());
      }
    }
    return units.get(
        counts.entrySet().stream()
            .max(
                Map.Entry.<String, Integer>comparingByValue()
                    .thenComparing(Map.Entry.comparingByKey()))
            .orElseThrow()
            .getKey());
  }

  /** Tells whether a ratio to those of others can be made of it. */
  private static boolean isLike(NodeSeries one, Unit unit) {
    return one != null && one.unit().dimension().equals(unit.dimension()) && one.isPositive();
  }

  private static String gap(NodeSeries one, Unit unit) {
    if (one == null) {
      return "not measured";
    }
    if (!one.unit().dimension().equals(unit.dimension())) {
      return "its unit is " + one.unit().text() + ", and " + unit.text() + " on most nodes";
    }
    if (!one.isPositive()) {
      return "a value is no finite number above 0";
    }
    return one.forks().length < Verdicts.MIN_FORKS
        ? one.forks().length
            + (one.forks().length == 1 ? " fork" : " forks")
            + ", and it takes "
            + Verdicts.MIN_FORKS
        : null;
  }
}
