package dev.tare.experiment.density;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.experiment.HostContext;
import dev.tare.experiment.Timing;
import dev.tare.experiment.Words;
import dev.tare.experiment.concurrent.HostReading;
import dev.tare.experiment.concurrent.Made;
import dev.tare.experiment.concurrent.Workload;
import dev.tare.launch.Limits;
import dev.tare.report.CellText;
import dev.tare.result.Run;
import dev.tare.result.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DensitySectionTest {
  private static final long MIB = 1 << 20;
  private static final DensityPlan PLAN =
      new DensityPlan(
          List.of("docker"),
          List.of(1, 2, 8),
          Workload.PRIME,
          3,
          new Timing(1, 10, 2, 10),
          Limits.NONE,
          0,
          0);
  private static final HostContext THEIRS = new HostContext(8, false, Set.of());

  private static final Run RUN =
      new Made()
          .place("docker x1", new double[] {100}, new double[] {101}, new double[] {99})
          .place(
              "docker x2", new double[] {100, 100}, new double[] {99, 101}, new double[] {150, 50})
          .place(
              "docker x8",
              new double[] {90, 90, 90, 90, 90, 90, 90, 90},
              new double[] {91, 91, 91, 91, 91, 91, 91, 91},
              new double[] {89, 89, 89, 89, 89, 89, 89, 89})
          .run();

  @Test
  void aRowSaysWhatEachGotAndAllTogetherAndHowFairly() {
    List<String> two = CellText.of(section(THEIRS, List.of()).tables().get(0).rows().get(1));
    assertThat(two.subList(0, 2)).containsExactly("docker", "2");
    assertThat(two.get(2)).startsWith("100.0 [");
    assertThat(two.get(3)).startsWith("1.000 [");
    assertThat(two.get(4)).isEqualTo("1.000 us");
    assertThat(two.get(5)).startsWith("200.0 [");
    double unfair = 200.0 * 200 / (2 * (150.0 * 150 + 50 * 50));
    double almost = 200.0 * 200 / (2 * (99.0 * 99 + 101 * 101));
    assertThat(two.get(6)).startsWith(Words.number((1 + almost + unfair) / 3));
  }

  @Test
  void aFurtherGuestsMemoryIsTheSlopeOverTheSteps() {
    Section.Table memory = section(THEIRS, List.of()).tables().get(1);
    assertThat(CellText.of(memory.rows().get(0)).get(2)).startsWith("300.0");
    assertThat(CellText.of(memory.rows().get(1)).subList(0, 2)).containsExactly("docker", "PSS");
    assertThat(CellText.of(memory.rows().get(1)).get(2)).startsWith("200.0");
    assertThat(memory.rows()).hasSize(2);
  }

  @Test
  void eightGuestsOnEightCpusAreHeldAgainstTheStudy() {
    Section.Judged cpu = section(THEIRS, List.of()).studies().get(0);
    assertThat(cpu.source()).isEqualTo("Dhar 2016, Fig. 4.1");
    assertThat(cpu.theirs()).contains("docker x8 42.05 s");
    assertThat(cpu.about()).isEqualTo("docker x8 over x1");
    assertThat(CellText.of(cpu.ours())).startsWith("1.111 [");
    assertThat(cpu.verdict()).isEqualTo("holds");
  }

  @Test
  void onFewerCpusTheStudyIsShownAndNotJudged() {
    Section.Judged cpu = section(new HostContext(2, false, Set.of()), List.of()).studies().get(0);
    assertThat(cpu.verdict()).isEqualTo("other topology");
    assertThat(CellText.of(cpu.ours())).endsWith("(theirs had 8 CPUs, this host has 2)");
  }

  @Test
  void whatStoppedTheSweepAndWhoDidNotRunTogetherIsSaid() {
    Section section = section(THEIRS, List.of("docker stops before 12 guests: pids: too many"));
    assertThat(section.notes())
        .containsExactly(
            "docker stops before 12 guests: pids: too many",
            "docker x8, block 1: the guests ran together only 80.0 % of the time");
  }

  @Test
  void anEmulatedMachineSaysSoAndIsNotJudged() {
    Section section = section(new HostContext(8, false, Set.of("docker")), List.of());
    assertThat(section.notes()).contains("docker: emulated (TCG), not a KVM figure");
    assertThat(section.studies().get(0).verdict()).isEqualTo("other topology");
  }

  @Test
  void theCurvesHoldEveryCountWithItsInterval() {
    Section.Curves each = section(THEIRS, List.of()).curves().get(0);
    assertThat(each.lines()).hasSize(1);
    assertThat(each.lines().get(0).points())
        .extracting(Section.Point::x)
        .containsExactly(1., 2., 8.);
    Section.Point one = each.lines().get(0).points().get(0);
    assertThat(CellText.of(one.y())).startsWith("100.00 [97.54, 102.5] ");
  }

  private static Section section(HostContext ground, List<String> notes) {
    List<GuestStep> steps = new ArrayList<>();
    for (int block = 0; block < 3; block++) {
      for (int guests : PLAN.guests()) {
        double overlap = block == 1 && guests == 8 ? 0.8 : 0.99;
        steps.add(
            new GuestStep(
                "docker",
                guests,
                block,
                reading(8000 * MIB, OptionalLong.empty()),
                reading((8000 - 300L * guests) * MIB, OptionalLong.of(200L * guests * MIB)),
                OptionalDouble.of(overlap)));
      }
    }
    return new DensitySection(PLAN, SweepRow.of(RUN, PLAN, steps), steps, notes).section(ground);
  }

  private static HostReading reading(long available, OptionalLong pss) {
    return new HostReading(
        OptionalLong.of(available),
        pss,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty());
  }
}
