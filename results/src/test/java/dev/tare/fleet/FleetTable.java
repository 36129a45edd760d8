package dev.tare.fleet;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Prints the table of docs/fleets.md: which nodes are named, of fleets of which it is known. */
final class FleetTable {
  private static final int MOST_CELLS = 400_000;
  private static final int MOST_FLEETS = 400;
  private static final int FEWEST_FLEETS = 4;

  private FleetTable() {}

  /** Shares over many fleets. */
  record Rates(int fleets, double found, double falselyNamed, double anyFalse) {}

  public static void main(String[] args) {
    System.out.println(
        "| nodes | benchmarks | off | by | in | fleets | found | false among named | any false |");
    System.out.println("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for (int nodes : List.of(10, 30, 100, 1000, 10_000)) {
      for (int benchmarks : List.of(1, 10)) {
        row(new SimulatedFleet(nodes, benchmarks, 5, 0, 0, 0), 0);
        for (double percent : List.of(5.0, 10.0, 50.0)) {
          int off = Math.max(1, nodes / 10);
          double effect = Math.log1p(percent / 100);
          row(new SimulatedFleet(nodes, benchmarks, 5, off, effect, benchmarks), percent);
        }
      }
      row(new SimulatedFleet(nodes, 10, 5, Math.max(1, nodes / 10), Math.log(1.1), 1), 10);
      row(new SimulatedFleet(nodes, 1, 3, Math.max(1, nodes / 10), Math.log(1.1), 1), 10);
    }
  }

  private static void row(SimulatedFleet fleet, double percent) {
    int cells = fleet.nodes() * fleet.benchmarks();
    Rates rates = rates(fleet, Math.max(FEWEST_FLEETS, Math.min(MOST_FLEETS, MOST_CELLS / cells)));
    System.out.printf(
        "| %d | %d%s | %d | %.0f %% | %d | %d | %.1f %% | %.1f %% | %.1f %% |%n",
        fleet.nodes(),
        fleet.benchmarks(),
        fleet.forks() == 5 ? "" : " (" + fleet.forks() + " forks)",
        fleet.off(),
        percent,
        fleet.affected(),
        rates.fleets(),
        100 * rates.found(),
        100 * rates.falselyNamed(),
        100 * rates.anyFalse());
  }

  static Rates rates(SimulatedFleet fleet, int fleets) {
    double[][] all =
        IntStream.range(0, fleets)
            .parallel()
            .mapToObj(i -> outcome(fleet, 20260101 + 7919L * i))
            .toArray(double[][]::new);
    double[] sums = new double[3];
    for (double[] one : all) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += one[i] / fleets;
      }
    }
    return new Rates(fleets, sums[0], sums[1], sums[2]);
  }

  /** The share of those off that is named, of those named that is not off, and whether any is. */
  private static double[] outcome(SimulatedFleet fleet, long seed) {
    int right = 0;
    int named = 0;
    for (Standing one : fleet.findings(new SplittableRandom(seed)).outlying()) {
      boolean worse = one.findings().get(0).isWorse();
      named++;
      right += one.node() < fleet.off() && worse == (one.node() % 2 == 0) ? 1 : 0;
    }
    return new double[] {
      fleet.off() == 0 ? 0 : (double) right / fleet.off(),
      named == 0 ? 0 : (double) (named - right) / named,
      named > right ? 1 : 0
    };
  }
}
