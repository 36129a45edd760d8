package dev.tare.experiment.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.compare.Calibrations;
import dev.tare.experiment.Found;
import dev.tare.experiment.Plan;
import dev.tare.experiment.Step;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Layers;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import dev.tare.report.CellText;
import dev.tare.result.Direction;
import dev.tare.result.Facts;
import dev.tare.result.Fork;
import dev.tare.result.Iteration;
import dev.tare.result.LatencyCounts;
import dev.tare.result.Metrics;
import dev.tare.result.Mode;
import dev.tare.result.Noise;
import dev.tare.result.Run;
import dev.tare.result.Section;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.result.ServiceMetrics;
import dev.tare.result.Unit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServiceSectionTest {
  /** Stands for a fork without the metric. */
  private static final double NONE = -1;

  @Test
  void looksOfASearchAreDrawnAsThroughputAgainstTheTail() throws Exception {
    assertThat(curves(look(4000, OptionalDouble.of(300e3)), look(1000, OptionalDouble.of(200e3))))
        .singleElement()
        .satisfies(
            curves -> {
              assertThat(curves.title()).isEqualTo("Throughput against p99: etc, 8 connections");
              assertThat(curves.lines())
                  .singleElement()
                  .satisfies(
                      line -> {
                        assertThat(line.name()).isEqualTo(Stack.BARE);
                        assertThat(line.points())
                            .extracting(Section.Point::x)
                            .containsExactly(1000., 4000.);
                        assertThat(line.points())
                            .extracting(point -> point.y().value())
                            .containsExactly(200., 300.);
                      });
            });
  }

  @Test
  void oneLookWithATailIsNoCurve() throws Exception {
    assertThat(curves(look(1000, OptionalDouble.of(200e3)), look(4000, OptionalDouble.empty())))
        .isEmpty();
  }

  @Test
  void aPercentileOfTooFewRequestsSaysOfHowManyOfHowMany() throws Exception {
    assertThat(answered(5000)).containsExactly("2.000 us", "too few: 5000 of 10000");
    assertThat(answered(10_000)).containsExactly("2.000 us", "2.000 us");
  }

  @Test
  void aPercentileIsOfTheForksWhoseClientWasNotLate() throws Exception {
    Section section =
        section(
            List.of(
                series(SeriesKey.PRIMARY, "ops/s", 100, 100, 100),
                series(ServiceMetrics.TAIL_REFUSED.name(), "flag", 1, 1, 1),
                series(Metrics.P50.name(), "ns", NONE, 2000, 2000),
                series(Metrics.P90.name(), "ns", NONE, NONE, 4000)));
    assertThat(CellText.of(section.tables().get(0).rows().get(0)).subList(3, 5))
        .containsExactly("2.000 [2.000, 2.000] us (2 of 3 forks)", "the client was late");
    Section.Curves latencies = section.curves().get(0);
    assertThat(latencies.title()).startsWith("Latency by percentile");
    // The first fork has none of its own; what lies between two is where both are.
    assertThat(latencies.lines().get(0).points())
        .extracting(point -> point.x() + ": " + CellText.of(point.y()))
        .containsExactly(
            "5.0: 2.000 [2.000, 2.000] us (2 of 3 forks)",
            "25.0: 2.000 [2.000, 2.000] us (2 of 3 forks)",
            "50.0: 2.000 [2.000, 2.000] us (2 of 3 forks)",
            "75.0: 2.000 us (1 of 3 forks)",
            "90.0: 4.000 us (1 of 3 forks)");
  }

  @Test
  void whatWasAnsweredIsTheScoreOfTheReport() throws Exception {
    Fork fork =
        new Fork(
            0,
            OptionalInt.of(1),
            Stream.of(100, 110, 400).map(one -> new Iteration(one, Noise.UNKNOWN)).toList(),
            Optional.empty());
    Section section = section(List.of(series(SeriesKey.PRIMARY, "ops/s", List.of(fork))));
    assertThat(CellText.of(section.tables().get(0).rows().get(0).get(2))).isEqualTo("110.0 ops/s");
  }

  /** Returns the median and the p99 of a fork of so many requests, of 2 us each. */
  private static List<String> answered(long requests) throws LaunchException {
    Section section =
        section(List.of(series(SeriesKey.PRIMARY, "ops/s", List.of(fork(0, 100, requests)))));
    return CellText.of(section.tables().get(0).rows().get(0)).subList(3, 5);
  }

  /** Returns a metric of a load at a rate, of forks of 10000 requests. */
  private static Series series(String metric, String unit, double... forks) {
    return series(
        metric,
        unit,
        IntStream.range(0, forks.length)
            .filter(index -> forks[index] != NONE)
            .mapToObj(index -> fork(index, forks[index], 10_000))
            .toList());
  }

  private static Series series(String metric, String unit, List<Fork> forks) {
    SeriesKey key =
        new SeriesKey(
            Optional.of(Stack.BARE),
            Load.ETC.benchmark(),
            new TreeMap<>(Map.of("mix", "etc", "connections", "8", "rate", "100")),
            Mode.THROUGHPUT,
            1,
            metric);
    return new Series(key, Unit.parse(unit), Direction.HIGHER, true, forks, Facts.of(Map.of()));
  }

  private static Fork fork(int index, double value, long requests) {
    return new Fork(
        index,
        OptionalInt.of(index + 1),
        List.of(new Iteration(value, Noise.UNKNOWN)),
        Optional.of(new LatencyCounts(new TreeMap<>(Map.of(2000L, requests)))));
  }

  private static ServiceOutcome.Look look(long rate, OptionalDouble p99Ns) {
    return new ServiceOutcome.Look("etc", 8, rate, rate, p99Ns);
  }

  private static List<Section.Curves> curves(ServiceOutcome.Look... looks) throws LaunchException {
    return section(List.of(), looks).curves();
  }

  private static Section section(List<Series> series, ServiceOutcome.Look... looks)
      throws LaunchException {
    ServiceParameters asked =
        new ServiceParameters(
            "memcached",
            List.of(),
            "host",
            Optional.empty(),
            List.of(0),
            List.of(8),
            Optional.of(500.),
            List.of());
    Stack stack = new StackSyntax(Layers.standard()).parse(Stack.BARE);
    Served bare = new Served(stack, 1);
    ServiceOutcome outcome = new ServiceOutcome(true, false, List.of(looks), List.of());
    Run run =
        new Run(
            "made",
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>(),
            List.of(),
            series,
            List.of());
    return new ServiceSection(
            new Found<>(
                new Plan<>(RateSearchTest.SETTING, asked, List.of(stack)),
                List.of(bare),
                List.of(new Step<>(bare, 1, Optional.empty(), Optional.of(outcome))),
                run,
                List.of(),
                null,
                Calibrations.NONE))
        .section();
  }
}
