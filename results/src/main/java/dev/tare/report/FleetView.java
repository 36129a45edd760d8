package dev.tare.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tare.fleet.FleetBenchmark;
import dev.tare.fleet.FleetFindings;
import dev.tare.fleet.Standing;
import dev.tare.stats.Deviation;
import dev.tare.stats.Interval;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Holds a fleet as a page draws it: its nodes from the worst to the best, and each benchmark on
 * each of them.
 *
 * @param nodes the worst first
 * @param benchmarks in their order
 * @param ratios by benchmark and node, in these orders, how many times the median of the others it
 *     is, above 1 where it is worse; null where it has none
 */
record FleetView(List<Node> nodes, List<Benchmark> benchmarks, List<List<Double>> ratios) {
  /** So many digits are drawn. */
  private static final double DIGITS = 1e4;

  /** Has no digits behind the point. */
  private static final double LARGE = 1e9;

  /**
   * Holds one node.
   *
   * @param ratio over all its benchmarks; null where it has none
   * @param outlying {@code worse} or {@code better}; null where it is not
   * @param text of the ratio, its interval and its q
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Node(
      String name,
      Double ratio,
      Double low,
      Double high,
      Double q,
      String outlying,
      String text,
      List<String> marks) {}

  /**
   * Holds one benchmark.
   *
   * @param text its score on the median node
   */
  record Benchmark(String name, String text) {}

  static FleetView of(FleetFindings found, List<String> names) {
    List<Node> nodes = found.standings().stream().map(FleetView::node).toList();
    List<Benchmark> benchmarks =
        IntStream.range(0, names.size())
            .mapToObj(i -> new Benchmark(names.get(i), median(found.benchmarks().get(i))))
            .toList();
    List<List<Double>> ratios =
        found.benchmarks().stream()
            .map(
                benchmark ->
                    found.standings().stream()
                        .map(one -> ratio(benchmark.deviations()[one.node()]))
                        .toList())
            .toList();
    return new FleetView(nodes, benchmarks, ratios);
  }

  private static Node node(Standing one) {
    Interval reach = one.overall().map(Deviation::ratioCi95).orElse(Interval.UNBOUNDED);
    return new Node(
        FleetTables.name(one),
        one.overall().map(Deviation::ratio).map(FleetView::rounded).orElse(null),
        reach.bounded() ? rounded(reach.low()) : null,
        reach.bounded() ? rounded(reach.high()) : null,
        Double.isNaN(one.q()) ? null : one.q(),
        one.isOutlying() ? FleetTables.direction(one) : null,
        CellText.of(FleetTables.overall(one)) + FleetTables.q(one, ", q "),
        one.marks());
  }

  private static String median(FleetBenchmark one) {
    return Double.isNaN(one.median()) ? "-" : Quantity.of(one.median(), one.unit().text());
  }

  private static Double ratio(Deviation one) {
    return one == null ? null : rounded(one.ratio());
  }

  private static double rounded(double value) {
    return value < LARGE ? Math.rint(value * DIGITS) / DIGITS : value;
  }
}
