package dev.tare.experiment.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tare.compare.Calibrations;
import dev.tare.experiment.Found;
import dev.tare.experiment.HeldClaims;
import dev.tare.experiment.Plan;
import dev.tare.experiment.Step;
import dev.tare.report.CellText;
import dev.tare.result.Column;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.Sample;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Work of 2 s alone in slices of a quarter of a second, beside a fork bomb in lxc. */
class IsolationSectionTest {
  private static final Plan<Isolate.Parameters> PLAN = plan("fork");
  private static final Pairing FORK = new Isolate().conditions(PLAN).get(1);
  private static final Calibration CALIBRATION =
      new Calibration(new FixedWork(1, 8, 8, 0.25), false);
  private static final double NEVER = Double.NaN;

  private final List<Step<Pairing, PairOutcome>> steps = new ArrayList<>();
  private final List<Sample> samples = new ArrayList<>();

  @Test
  void theThroughputLeftIsTimeAloneOverTimeBeside() {
    run(4.0, 4.1, 3.9, 4.0);
    Cell left = cell("throughput left");

    assertThat(left.value()).isCloseTo(0.5, within(0.005));
    assertThat(left.low()).isLessThan(0.5);
    assertThat(left.high() - left.low()).isBetween(0.001, 0.05);
    assertThat(cell("p50").value()).isCloseTo(2, within(0.02));
    assertThat(cell("p99")).isEqualTo(Cell.NONE);
    assertThat(CellText.of(cell("failed"))).isEqualTo("0 of 4");
  }

  @Test
  void workThatNeverFinishesHasNoFigureAndSaysSo() {
    run(NEVER, NEVER, NEVER, NEVER);

    assertThat(section().bars().get(0).bars().get(0).figure()).isEqualTo(Cell.of("DNF"));
    assertThat(section().answer())
        .isEqualTo("cpu.Prime in lxc is hurt most by fork (set): its work does not finish.");
    assertThat(cell("throughput left")).isEqualTo(Cell.of("DNF"));
    assertThat(CellText.of(cell("did not finish"))).isEqualTo("4 of 4");
  }

  @Test
  void oneBlockThatWasGivenUpIsCountedBesideTheOthersFigure() {
    run(4.0, NEVER, 4.0, 4.0);

    assertThat(CellText.of(section().bars().get(0).bars().get(0).figure()))
        .endsWith(", DNF 1 of 4");
    assertThat(section().answer())
        .startsWith("cpu.Prime in lxc is hurt most by fork (set): 0.50")
        .endsWith("] of its throughput is left.");
    assertThat(CellText.of(cell("did not finish"))).isEqualTo("1 of 4");
  }

  @Test
  void whatFailedIsCountedAndTheAnswerIsSilentWithoutAFigure() {
    fail(1);

    assertThat(CellText.of(cell("failed"))).isEqualTo("1 of 1");
    assertThat(section().bars().get(0).bars().get(0).figure()).isEqualTo(Cell.of("no figure"));
    assertThat(section().answer()).isEmpty();
  }

  @Test
  void countsOfAllBlocksAreAddedForEachSide() {
    run(4.0, 4.0, 4.0, 4.0);

    List<List<Cell>> rows = section().tables().get(1).rows();
    assertThat(CellText.of(rows.get(3)))
        .containsExactly("lxc", "set", "fork", "neighbour", "outside", "4", "40", "6.000 ms");
    assertThat(CellText.of(rows.get(0)))
        .containsExactly("lxc", "set", "fork", "victim", "inside", "-", "-", "-");
  }

  @Test
  void aVictimAsFastAsAloneAfterwardsHasRecoveredAtOnce() {
    run(4.0, 4.0, 4.0, 4.0);

    assertThat(cell("recovers in")).isEqualTo(Cell.of(0, "s"));
    assertThat(cell("not while watched")).isEqualTo(Cell.of(0, Cell.COUNT));
  }

  @Test
  void whetherItRecoveredCannotBeToldWithoutATrialAlone() {
    run(4.0, 4.0);
    steps.removeIf(step -> step.condition().equals(FORK.alone()));

    assertThat(cell("recovers in")).isEqualTo(Cell.NONE);
    assertThat(cell("not while watched")).isEqualTo(Cell.NONE);
  }

  @Test
  void howLongTheHostTookIsTheLongestUnlessItWasNotBackInTime() {
    run(4.0, 4.0);
    assertThat(cell("host back in")).isEqualTo(Cell.of(2, "s"));
    PairOutcome late = outcome(4, OptionalLong.of(0)).withMissing(List.of("full"), false);
    steps.add(new Step<>(FORK, 3, Optional.empty(), Optional.of(late)));
    assertThat(cell("host back in")).isEqualTo(Cell.of("not in time"));
  }

  @Test
  void aNeighbourThatWasNotThereAllTheTimeIsSaid() {
    run(4.0, 4.0);
    add(FORK, 2, Metrics.OVERLAP, 0.5);

    assertThat(section().notes())
        .containsExactly("lxc@set-fork, block 2: the neighbour was there only 50.0 % of the time");
  }

  @Test
  void whatAFloodedServerReceivedIsTheLeastAndTheMostOfABlock() {
    Plan<Isolate.Parameters> flooded = plan("flood");
    Pairing flood = new Isolate().conditions(flooded).get(1);
    assertThat(CellText.of(section(flooded).tables().get(2).rows().get(0)))
        .containsExactly("lxc", "set", "-", "-");

    add(flood, 1, Metrics.PACKETS, 90_000);
    add(flood, 2, Metrics.PACKETS, 80_000);
    add(flood, 3, Metrics.PACKETS, 85_000);
    assertThat(CellText.of(section(flooded).tables().get(2).rows().get(0)))
        .containsExactly("lxc", "set", "80000 1/s", "90000 1/s");
  }

  @Test
  void theStudysBarsStandBesideOurs() {
    run(4.0, 4.0, 4.0, 4.0);
    List<Section.Bar> bars = section().bars().get(0).bars();

    assertThat(bars)
        .extracting(Section.Bar::name)
        .containsExactly(
            "lxc, set, fork",
            "Chaufournier 2016: cpu, lxc, fork",
            "Chaufournier 2016: cpu, kvm, fork");
    assertThat(bars.get(1).figure()).isEqualTo(Cell.of("DNF"));
    assertThat(bars.get(2).figure().value()).isCloseTo(1 / 1.3, within(1e-3));
  }

  private Cell cell(String column) {
    Section.Table table = section().tables().get(0);
    return table.rows().get(0).get(table.columns().indexOf(Column.number(column)));
  }

  private static Plan<Isolate.Parameters> plan(String neighbour) {
    return Plans.of(
        "lxc", Set.of(0, 1), Plans.asked(List.of("cpu.Prime"), List.of(neighbour), Allocation.SET));
  }

  private Section section() {
    return section(PLAN);
  }

  private Section section(Plan<Isolate.Parameters> plan) {
    List<Pairing> conditions = new Isolate().conditions(plan);
    return new Isolate()
        .section(
            new Found<>(
                plan,
                conditions,
                steps,
                null,
                samples,
                HeldClaims.of("isolate", conditions, samples),
                Calibrations.NONE))
        .orElseThrow();
  }

  /** Every block alone in 2 s, and beside the neighbour in those times; NaN: given up. */
  private void run(double... beside) {
    for (int i = 0; i < beside.length; i++) {
      int block = i + 1;
      trial(FORK.alone(), block, 2 + i * 0.001, OptionalLong.empty());
      double took = Double.isNaN(beside[i]) ? 20 : beside[i];
      trial(FORK, block, beside[i], OptionalLong.of(Math.round(took * 1e9)));
      Map<String, String> labels = Map.of("who", "neighbour", "from", "outside");
      add(FORK, block, Metrics.OOM_KILLS, 1, labels);
      add(FORK, block, Metrics.FORKS_REFUSED, 10, labels);
      add(FORK, block, Metrics.THROTTLED_TIME, 1_500_000, labels);
      add(FORK, block, Metrics.HOST_BACK, block);
    }
  }

  private void trial(Pairing pairing, int block, double seconds, OptionalLong goneNs) {
    boolean given = Double.isNaN(seconds);
    add(pairing, block, Metrics.GIVEN_UP, given ? 1 : 0);
    if (!given) {
      add(pairing, block, Metrics.WORK, seconds);
      add(pairing, block, Metrics.P50, 1000 * seconds);
    }
    PairOutcome outcome = outcome(given ? 20 : seconds, goneNs);
    steps.add(new Step<>(pairing, block, Optional.empty(), Optional.of(outcome)));
  }

  /** Eight slices of the work, and eight after it as fast as alone. */
  private static PairOutcome outcome(double seconds, OptionalLong goneNs) {
    List<Recovery.Piece> pieces = new ArrayList<>();
    double now = 0;
    for (int i = 0; i < 16; i++) {
      double length = i < 8 ? seconds / 8 : 0.25;
      now += length;
      pieces.add(new Recovery.Piece(Math.round(now * 1e9), length));
    }
    return PairOutcome.of(CALIBRATION, pieces, goneNs);
  }

  private void fail(int block) {
    PairOutcome failed = PairOutcome.failed("victim: gone", Optional.of(CALIBRATION));
    steps.add(new Step<>(FORK, block, Optional.empty(), Optional.of(failed)));
  }

  private void add(Pairing pairing, int block, Metric metric, double value) {
    add(pairing, block, metric, value, Map.of());
  }

  private void add(
      Pairing pairing, int block, Metric metric, double value, Map<String, String> labels) {
    samples.add(
        new Sample(
            "isolate",
            metric.name(),
            metric.unit(),
            value,
            pairing.name(),
            block,
            new TreeMap<>(labels)));
  }
}
