package dev.tare.fleet;

import dev.tare.compare.CompareOptions;
import dev.tare.result.Direction;
import dev.tare.result.Facts;
import dev.tare.result.Mode;
import dev.tare.result.Noise;
import dev.tare.result.SeriesKey;
import dev.tare.result.Unit;
import dev.tare.stats.ForkSummary;
import dev.tare.stats.VarianceSplit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A fleet of which it is known which nodes are off: the first ones.
 *
 * @param off how many are off, half of them worse and half better
 * @param effect by how much, a logarithm
 * @param affected in how many of the benchmarks
 */
record SimulatedFleet(int nodes, int benchmarks, int forks, int off, double effect, int affected) {
  static final double NODE_SD = .01;
  static final double FORK_SD = .012;
  static final double ITERATION_SD = .018;
  private static final int ITERATIONS = 5;
  private static final double TIME_S = 1234e-9;
  private static final Unit UNIT = Unit.parse("ns/op");

  Fleet fleet(RandomGenerator random) {
    List<SeriesKey> keys = new ArrayList<>();
    for (int b = 0; b < benchmarks; b++) {
      keys.add(key(b));
    }
    List<FleetNode> all = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      Map<SeriesKey, NodeSeries> series = new LinkedHashMap<>();
      for (int b = 0; b < benchmarks; b++) {
        double shift = i < off && b < affected ? (i % 2 == 0 ? effect : -effect) : 0;
        series.put(keys.get(b), series(keys.get(b), random, shift));
      }
      all.add(new FleetNode("n%05d".formatted(i), Facts.of(Map.of()), List.of(), series));
    }
    return Fleet.of(all);
  }

  FleetFindings findings(RandomGenerator random) {
    return FleetFindings.of(fleet(random), CompareOptions.DEFAULT, .03);
  }

  private static SeriesKey key(int b) {
    return new SeriesKey(
        Optional.empty(), "bench.B" + b, new TreeMap<>(), Mode.AVERAGE_TIME, 1, SeriesKey.PRIMARY);
  }

  private NodeSeries series(SeriesKey key, RandomGenerator random, double shift) {
    double level = shift + NODE_SD * random.nextGaussian();
    double[][] logs = new double[forks][ITERATIONS];
    for (double[] fork : logs) {
      double own = Math.log(TIME_S) + level + FORK_SD * random.nextGaussian();
      Arrays.setAll(fork, i -> own + ITERATION_SD * random.nextGaussian());
    }
    double[] summaries =
        Arrays.stream(logs)
            .mapToDouble(
                fork -> ForkSummary.MEDIAN.of(Arrays.stream(fork).map(Math::exp).toArray()))
            .toArray();
    return new NodeSeries(
        key,
        UNIT,
        Direction.LOWER,
        summaries,
        Optional.of(VarianceSplit.NodeForks.of(logs)),
        Noise.UNKNOWN,
        false,
        List.of());
  }
}
