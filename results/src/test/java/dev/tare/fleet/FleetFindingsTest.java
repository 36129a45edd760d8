package dev.tare.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.compare.CompareOptions;
import dev.tare.result.Facts;
import dev.tare.result.SeriesKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetFindingsTest {
  private static final double TENTH = Math.log(1.1);

  private static FleetFindings findings(Fleet fleet) {
    return FleetFindings.of(fleet, CompareOptions.DEFAULT, .03);
  }

  private static Fleet with(Fleet fleet, int node, FleetNode other) {
    List<FleetNode> nodes = new ArrayList<>(fleet.nodes());
    nodes.set(node, other);
    return Fleet.of(nodes);
  }

  private static Fleet eight(double effect) {
    return new SimulatedFleet(8, 3, 5, 1, effect, 3).fleet(new SplittableRandom(7));
  }

  @ParameterizedTest
  @CsvSource({"10, 1, 1, .5", "30, 1, 3, .95", "30, 10, 3, .99", "100, 5, 10, .99"})
  void aTenthIsFoundAndFewAreNamedFalsely(int nodes, int benchmarks, int off, double least) {
    FleetTable.Rates rates =
        FleetTable.rates(new SimulatedFleet(nodes, benchmarks, 5, off, TENTH, benchmarks), 60);
    assertThat(rates.found()).isGreaterThan(least);
    assertThat(rates.falselyNamed()).isLessThan(.05);
  }

  @ParameterizedTest
  @CsvSource({"10, 1", "30, 5", "200, 2"})
  void ofAFleetOfEqualsHardlyEverIsAnyNamed(int nodes, int benchmarks) {
    FleetTable.Rates rates =
        FleetTable.rates(new SimulatedFleet(nodes, benchmarks, 5, 0, 0, 0), 100);
    assertThat(rates.anyFalse()).isLessThanOrEqualTo(.08);
  }

  @Test
  void aNodeAtHalfSpeedIsNamedAndNoOther() {
    FleetFindings found = findings(eight(Math.log(2)));
    assertThat(found.outlying()).extracting(Standing::name).containsExactly("n00000");
    Standing first = found.standings().get(0);
    assertThat(first.findings()).hasSize(4).allMatch(Standing.Outlier::isWorse);
    assertThat(first.q()).isLessThan(.01);
    assertThat(first.overall().orElseThrow().ratioCi95().contains(2)).isTrue();
  }

  @Test
  void aNodeAtTwiceTheSpeedIsNamedAsBetter() {
    FleetFindings found = findings(eight(-Math.log(2)));
    assertThat(found.standings().get(7).findings())
        .isNotEmpty()
        .noneMatch(Standing.Outlier::isWorse);
  }

  @Test
  void clearButSmallerThanWhatMattersIsNotNamed() {
    Fleet fleet =
        new SimulatedFleet(200, 20, 5, 1, Math.log(1.02), 20).fleet(new SplittableRandom(2));
    FleetFindings found = findings(fleet);
    assertThat(found.outlying()).isEmpty();
    assertThat(found.standings().get(0).q()).isLessThan(.05);
    assertThat(FleetFindings.of(fleet, CompareOptions.DEFAULT, .01).outlying()).hasSize(1);
  }

  @Test
  void fiveNodesAndTwoForksAreNotJudged() {
    FleetFindings five =
        findings(new SimulatedFleet(5, 2, 5, 1, 1, 2).fleet(new SplittableRandom(1)));
    assertThat(five.judged()).isFalse();
    assertThat(five.outlying()).isEmpty();
    FleetFindings forks =
        findings(new SimulatedFleet(9, 1, 2, 1, 1, 1).fleet(new SplittableRandom(1)));
    assertThat(forks.judged()).isFalse();
    assertThat(forks.standings().get(0).marks())
        .containsExactly("2 forks, and it takes 3: 1 of 1 benchmarks");
  }

  @Test
  void aNodeThatAloneHasForksEnoughIsHeldAgainstAllOthers() {
    Fleet few = new SimulatedFleet(6, 1, 2, 0, 0, 0).fleet(new SplittableRandom(1));
    FleetNode slow =
        new SimulatedFleet(1, 1, 3, 1, Math.log(2), 1)
            .fleet(new SplittableRandom(2))
            .nodes()
            .get(0);
    FleetFindings found = findings(with(few, 0, slow));
    Standing first = found.standings().get(0);
    assertThat(found.judged()).isFalse();
    assertThat(first.name()).isEqualTo("n00000");
    assertThat(first.overall().orElseThrow().ratio()).isBetween(1.8, 2.2);
    assertThat(found.standings().get(5).overall().orElseThrow().ratio()).isBetween(.9, 1.0);
  }

  @Test
  void theMeanOfANodeIsOfWhatWasTestedWhereAnyWas() {
    Fleet fleet = eight(Math.log(2));
    SeriesKey last = List.copyOf(fleet.keys()).get(2);
    for (int i = 2; i < 8; i++) {
      FleetNode one = fleet.nodes().get(i);
      Map<SeriesKey, NodeSeries> fewer = new LinkedHashMap<>(one.series());
      fewer.remove(last);
      fleet = with(fleet, i, new FleetNode(one.name(), one.facts(), List.of(), fewer));
    }
    FleetFindings found = findings(fleet);
    assertThat(found.benchmarks().get(2).judged()).isFalse();
    assertThat(found.standings().get(0).overall().orElseThrow().se()).isFinite();
    assertThat(found.standings().get(0).findings().get(0).benchmark()).isEqualTo(Standing.ALL);
  }

  @Test
  void anOutliersOwnFactsAreSuspectsTheRarestFirst() {
    Fleet fleet = eight(Math.log(2));
    List<FleetNode> nodes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      FleetNode node = fleet.nodes().get(i);
      Map<String, String> facts = new LinkedHashMap<>();
      facts.put("cpu.governor", i == 0 ? "powersave" : "performance");
      facts.put("kernel.release", i < 2 ? "6.9" : "6.1");
      facts.put("memory.totalBytes", String.valueOf(64_000_000_000L + i * 1000));
      facts.put("node.name", node.name());
      facts.put("cpu.model", "same");
      nodes.add(new FleetNode(node.name(), Facts.of(facts), List.of(), node.series()));
    }
    FleetFindings found = findings(Fleet.of(nodes));
    assertThat(found.standings().get(0).suspects())
        .containsExactly(
            new Suspect("cpu.governor", "powersave", "performance", 0, 7),
            new Suspect("kernel.release", "6.9", "6.1", 1, 7));
    assertThat(found.standings().get(1).suspects()).isEmpty();
  }

  @Test
  void aNodeThatFailedOrLacksABenchmarkIsKeptAndMarked() {
    Fleet fleet = eight(0);
    FleetNode one = fleet.nodes().get(3);
    SeriesKey first = one.series().keySet().iterator().next();
    Map<SeriesKey, NodeSeries> fewer = new LinkedHashMap<>(one.series());
    fewer.remove(first);
    fleet = with(fleet, 3, new FleetNode(one.name(), one.facts(), List.of("boom"), fewer));
    fleet = with(fleet, 4, new FleetNode("dead", Facts.of(Map.of()), List.of("gone"), Map.of()));
    FleetFindings found = findings(fleet);
    assertThat(found.standings()).hasSize(8);
    Standing last = found.standings().get(7);
    assertThat(last.name()).isEqualTo("dead");
    assertThat(last.marks()).containsExactly("failed: gone", "not measured: 3 of 3 benchmarks");
    assertThat(found.standings().stream().filter(node -> node.node() == 3).findFirst())
        .hasValueSatisfying(
            node ->
                assertThat(node.marks())
                    .containsExactly("failed: boom", "not measured: 1 of 3 benchmarks"));
  }
}
