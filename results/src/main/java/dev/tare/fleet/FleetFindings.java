package dev.tare.fleet;

import dev.tare.compare.CompareOptions;
import dev.tare.stats.AmongOthers;
import dev.tare.stats.BenjaminiHochberg;
import dev.tare.stats.Deviation;
import dev.tare.stats.Simes;
import dev.tare.stats.VarianceSplit;
import dev.tare.stats.Verdicts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * All that is found in a fleet.
 *
 * @param fleet what was looked at
 * @param benchmarks in the order in which they were met
 * @param splits of the same, without the outlying nodes; absent with fewer than two nodes
 * @param standings of the nodes, the worst first
 * @param tau the smallest deviation that matters where --taus does not say otherwise
 */
public record FleetFindings(
    Fleet fleet,
    List<FleetBenchmark> benchmarks,
    List<Optional<VarianceSplit>> splits,
    List<Standing> standings,
    double tau) {

  /** Returns the outlying nodes, the worst first. */
  public List<Standing> outlying() {
    return standings.stream().filter(Standing::isOutlying).toList();
  }

  /** Tells whether there were nodes and forks enough for any. */
  public boolean judged() {
    return benchmarks.stream().anyMatch(FleetBenchmark::judged);
  }

  /** Tells whether an outlying node and another say what machines they are. */
  public boolean described() {
    List<Standing> told =
        standings.stream().filter(one -> fleet.nodes().get(one.node()).isDescribed()).toList();
    return told.stream().anyMatch(Standing::isOutlying)
        && told.stream().anyMatch(one -> !one.isOutlying());
  }

  /** Looks at a fleet; every one of its series is one of the options' choice. */
  public static FleetFindings of(Fleet fleet, CompareOptions options, double tau) {
    List<FleetBenchmark> benchmarks =
        List.copyOf(fleet.keys()).parallelStream()
            .map(key -> FleetBenchmark.of(key, fleet.nodes()))
            .toList();
    return new Search(fleet, benchmarks, options, tau).findings();
  }

  /** Leads the nodes from deviations to findings. */
  private static final class Search {
    private final Fleet fleet;
    private final List<FleetBenchmark> benchmarks;
    private final CompareOptions options;
    private final double tau;
    private final Deviation[] overall;
    private final double[] q;
    private double level;

    Search(Fleet fleet, List<FleetBenchmark> benchmarks, CompareOptions options, double tau) {
      this.fleet = fleet;
      this.benchmarks = benchmarks;
      this.options = options;
      this.tau = tau;
      overall = overall();
      q = adjusted();
    }

    /** The mean deviation of each node, and whether that is unusual; null where it has none. */
    private Deviation[] overall() {
      Deviation[] means =
          IntStream.range(0, fleet.nodes().size())
              .mapToObj(node -> mean(node, true).or(() -> mean(node, false)).orElse(null))
              .toArray(Deviation[]::new);
      int[] there =
          IntStream.range(0, means.length).filter(i -> mean(i, true).isPresent()).toArray();
      Deviation[] tested =
          AmongOthers.of(Arrays.stream(there).mapToObj(i -> means[i]).toArray(Deviation[]::new));
      for (int i = 0; i < there.length; i++) {
        Deviation mean = means[there[i]];
        means[there[i]] = new Deviation(mean.d(), mean.se(), mean.df(), tested[i].p());
      }
      return means;
    }

    /**
     * Forks of different benchmarks are independent: their squared errors add.
     *
     * @param tested whether it is of what was tested, or of all
     */
    private Optional<Deviation> mean(int node, boolean tested) {
      double sum = 0;
      double squares = 0;
      double spread = 0;
      int count = 0;
      for (FleetBenchmark benchmark : benchmarks) {
        Deviation one = benchmark.deviations()[node];
        if (one != null && (!tested || one.tested())) {
          double square = one.se() * one.se();
          sum += one.d();
          squares += square;
          spread += square > 0 ? square * square / one.df() : 0;
          count++;
        }
      }
      double df = squares > 0 ? squares * squares / spread : 1;
      return count == 0
          ? Optional.empty()
          : Optional.of(new Deviation(sum / count, Math.sqrt(squares) / count, df, Double.NaN));
    }

    /**
     * One probability a node, adjusted over all that were tested: a node is named, or it is not.
     */
    private double[] adjusted() {
      double[] q = new double[overall.length];
      Arrays.fill(q, Double.NaN);
      int[] tested = IntStream.range(0, q.length).filter(i -> !looks(i).isEmpty()).toArray();
      double[] found =
          BenjaminiHochberg.adjust(
              Arrays.stream(tested).mapToDouble(i -> Simes.of(p(looks(i)))).toArray());
      long named = Arrays.stream(found).filter(one -> one <= Verdicts.ALPHA).count();
      level = Verdicts.ALPHA * named / Math.max(1, tested.length);
      for (int i = 0; i < tested.length; i++) {
        q[tested[i]] = found[i];
      }
      return q;
    }

    private static double[] p(List<Standing.Outlier> looks) {
      return looks.stream().mapToDouble(look -> look.deviation().p()).toArray();
    }

    /** Everything in which a node was tested: each benchmark, and all together. */
    private List<Standing.Outlier> looks(int node) {
      List<Standing.Outlier> looks = new ArrayList<>();
      for (int b = 0; b < benchmarks.size(); b++) {
        Deviation one = benchmarks.get(b).deviations()[node];
        if (one != null && one.tested()) {
          looks.add(new Standing.Outlier(b, one, List.of()));
        }
      }
      if (looks.size() > 1 && overall[node].tested()) {
        looks.add(new Standing.Outlier(Standing.ALL, overall[node], List.of()));
      }
      return looks;
    }

    /** Returns in what a node is off that surely is: its own looks, adjusted once more. */
    private List<Standing.Outlier> findings(int node) {
      if (!(q[node] <= Verdicts.ALPHA)) {
        return List.of();
      }
      List<Standing.Outlier> looks = looks(node);
      double[] own = BenjaminiHochberg.adjust(p(looks));
      return IntStream.range(0, own.length)
          .filter(i -> own[i] <= level && matters(looks.get(i)))
          .mapToObj(i -> looks.get(i))
          .sorted(
              Comparator.comparingInt(
                      (Standing.Outlier one) -> one.benchmark() == Standing.ALL ? 0 : 1)
                  .thenComparing(one -> -Math.abs(one.deviation().d())))
          .map(one -> new Standing.Outlier(one.benchmark(), one.deviation(), notes(node, one)))
          .toList();
    }

    private boolean matters(Standing.Outlier one) {
      double least =
          one.benchmark() == Standing.ALL
              ? tau
              : options.tau(benchmarks.get(one.benchmark()).key());
      return one.deviation().matters(Math.log1p(least));
    }

    private List<String> notes(int node, Standing.Outlier one) {
      return one.benchmark() == Standing.ALL
          ? List.of()
          : fleet.nodes().get(node).series().get(benchmarks.get(one.benchmark()).key()).notes();
    }

    FleetFindings findings() {
      List<FleetNode> nodes = fleet.nodes();
      List<List<Standing.Outlier>> findings =
          IntStream.range(0, nodes.size()).mapToObj(this::findings).toList();
      boolean[] outlying = new boolean[nodes.size()];
      for (int i = 0; i < outlying.length; i++) {
        outlying[i] = !findings.get(i).isEmpty();
      }
      List<List<Suspect>> suspects = Suspect.of(nodes, outlying);
      List<Standing> standings =
          IntStream.range(0, nodes.size())
              .mapToObj(
                  i ->
                      new Standing(
                          i,
                          nodes.get(i).name(),
                          Optional.ofNullable(overall[i]),
                          q[i],
                          findings.get(i),
                          suspects.get(i),
                          marks(i)))
              .sorted(
                  Comparator.comparingDouble(Standing::sortedBy)
                      .reversed()
                      .thenComparing(Standing::name))
              .toList();
      List<Optional<VarianceSplit>> splits =
          benchmarks.parallelStream().map(one -> one.split(nodes, outlying)).toList();
      return new FleetFindings(fleet, benchmarks, splits, standings, tau);
    }

    private List<String> marks(int node) {
      List<String> marks = new ArrayList<>();
      List<String> failures = fleet.nodes().get(node).failures();
      if (!failures.isEmpty()) {
        String more = failures.size() == 1 ? "" : " (and " + (failures.size() - 1) + " more)";
        marks.add("failed: " + failures.get(0) + more);
      }
      List<String> gaps =
          benchmarks.stream().map(one -> one.gaps()[node]).filter(gap -> gap != null).toList();
      gaps.stream()
          .distinct()
          .forEach(
              gap -> {
                long same = gaps.stream().filter(gap::equals).count();
                marks.add(gap + ": " + same + " of " + benchmarks.size() + " benchmarks");
              });
      return marks;
    }
  }
}
