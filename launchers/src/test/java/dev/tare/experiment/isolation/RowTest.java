package dev.tare.experiment.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tare.experiment.HostContext;
import dev.tare.experiment.isolation.Observation.End;
import dev.tare.report.CellText;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import dev.tare.stats.GeometricMean;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowTest {
  private static final HostContext OWN_MACHINE = new HostContext(8, false, Set.of());
  private static final IsolationPlan FORK =
      Cases.plan("lxc", "cpu.Prime", Neighbour.FORK, Allocation.SET);

  @Test
  void theThroughputLeftIsTimeAloneOverTimeBeside() {
    Row row = row(FORK, 4.0, 4.1, 3.9, 4.0);
    GeometricMean left = row.throughput().orElseThrow();

    assertThat(left.value()).isCloseTo(0.5, within(0.005));
    assertThat(left.ci95().contains(0.5)).isTrue();
    assertThat(left.ci95().high() - left.ci95().low()).isBetween(0.001, 0.05);
    assertThat(row.cost().orElseThrow().value() * left.value()).isCloseTo(1, within(1e-9));
    assertThat(row.p50().orElseThrow().value()).isCloseTo(2, within(0.02));
    assertThat(row.p99()).isEmpty();
  }

  @Test
  void workThatNeverFinishesHasNoFigureAndSaysSo() {
    Row row = row(FORK, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    assertThat(row.neverFinishes()).isTrue();
    assertThat(row.throughput()).isEmpty();
    Section section = section(FORK, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    Section.Bar bar = section.bars().get(0).bars().get(0);
    assertThat(bar.figure()).isEqualTo(Cell.of("DNF"));
    assertThat(section.answer())
        .isEqualTo("cpu.Prime in lxc is hurt most by fork (set): its work does not finish.");
    assertThat(CellText.of(section.tables().get(0).rows().get(0))).contains("DNF", "4 of 4");
  }

  @Test
  void oneBlockThatWasGivenUpIsCountedBesideTheOthersFigure() {
    Row row = row(FORK, 4.0, Double.NaN, 4.0, 4.0);

    assertThat(row.neverFinishes()).isFalse();
    assertThat(row.throughput().orElseThrow().forks()).isEqualTo(3);
    assertThat(row.count(End.GIVEN_UP)).isEqualTo(1);
    Section section = section(FORK, 4.0, Double.NaN, 4.0, 4.0);
    assertThat(section.answer())
        .startsWith("cpu.Prime in lxc is hurt most by fork (set): 0.50")
        .endsWith("] of its throughput is left.");
    assertThat(CellText.of(section.tables().get(0).rows().get(0))).contains("1 of 4");
  }

  @Test
  void countsOfAllBlocksAreAddedForEachSide() {
    Row row = row(FORK, 4.0, 4.0, 4.0, 4.0);

    assertThat(row.neighbour().outside().forkFailures()).hasValue(40);
    assertThat(row.neighbour().inside().oomKills()).hasValue(4);
    assertThat(row.victim().inside().oomKills()).isEmpty();
    assertThat(CellText.of(section(FORK, 4.0, 4.0, 4.0, 4.0).tables().get(1).rows().get(3)))
        .containsExactly("lxc", "set", "fork", "neighbour", "outside", "4", "40", "-");
  }

  @Test
  void aVictimAsFastAsAloneAfterwardsHasRecoveredAtOnce() {
    Row row = row(FORK, 4.0, 4.0, 4.0, 4.0);

    assertThat(row.recoveries()).hasSize(4).allMatch(one -> one.orElse(9) == 0);
    assertThat(IsolationSection.recovery(row.recoveries())).isEqualTo(Cell.of(0, "s"));
  }

  @Test
  void whetherItRecoveredCannotBeToldWithoutAVisitAlone() {
    List<Observation> beside =
        Cases.visits(FORK, 4.0, 4.0).stream()
            .filter(one -> one.cell().neighbour().isPresent())
            .toList();

    Row row = Row.of(FORK, beside).get(0);

    assertThat(row.recoveries()).isEmpty();
    assertThat(IsolationSection.recovery(row.recoveries())).isEqualTo(Cell.NONE);
  }

  @Test
  void theStudysForkBombIsHeldAgainstOurs() {
    assertThat(verdict(FORK, OWN_MACHINE, "never finishes", 4.0, 4.0, 4.0, 4.0))
        .isEqualTo("does not hold");
    double never = Double.NaN;
    assertThat(verdict(FORK, OWN_MACHINE, "never finishes", never, never, never, never))
        .isEqualTo("holds");
    assertThat(verdict(FORK, OWN_MACHINE, "never finishes", 4.0, never, 4.0, 4.0))
        .isEqualTo("cannot tell");
    assertThat(
            verdict(
                FORK,
                new HostContext(8, true, Set.of()),
                "never finishes",
                never,
                never,
                never,
                never))
        .isEqualTo("other topology");
  }

  @Test
  void theStudysSharesAreHeldAgainstOurs() {
    IsolationPlan plan = Cases.plan("lxc", "cpu.Prime", Neighbour.COMPETING, Allocation.SHARES);

    assertThat(verdict(plan, OWN_MACHINE, "up to 1.6", 2.6, 2.61, 2.6, 2.61)).isEqualTo("holds");
    assertThat(verdict(plan, OWN_MACHINE, "up to 1.6", 4.0, 4.01, 4.0, 4.01))
        .isEqualTo("does not hold");
  }

  @Test
  void theStudysBarsStandBesideOurs() {
    List<Section.Bar> bars = section(FORK, 4.0, 4.0, 4.0, 4.0).bars().get(0).bars();

    assertThat(bars)
        .extracting(Section.Bar::name)
        .containsExactly(
            "lxc, set, fork", "Chaufournier 2016: lxc, fork", "Chaufournier 2016: kvm, fork");
    assertThat(bars.get(1).figure()).isEqualTo(Cell.of("DNF"));
    assertThat(bars.get(2).figure().value()).isCloseTo(1 / 1.3, within(1e-9));
  }

  @Test
  void whatWasNotMeasuredStandsAlone() {
    assertThat(verdict(FORK, OWN_MACHINE, "malloc bomb takes at least", 4.0))
        .isEqualTo("figures alone");
  }

  private static String verdict(
      IsolationPlan plan, HostContext ground, String claim, double... beside) {
    return new IsolationClaims(ground, Row.of(plan, Cases.visits(plan, beside)))
        .all().stream()
            .filter(one -> one.claim().contains(claim) && one.claim().startsWith("lxc"))
            .findFirst()
            .orElseThrow()
            .verdict();
  }

  private static Row row(IsolationPlan plan, double... beside) {
    return Row.of(plan, Cases.visits(plan, beside)).get(0);
  }

  private static Section section(IsolationPlan plan, double... beside) {
    return new IsolationSection(plan, Cases.visits(plan, beside), List.of()).section(OWN_MACHINE);
  }
}
