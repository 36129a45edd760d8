package dev.tare.experiment.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.experiment.Found;
import dev.tare.experiment.HeldClaims;
import dev.tare.experiment.MadeSetting;
import dev.tare.experiment.Plan;
import dev.tare.experiment.Samples;
import dev.tare.experiment.Step;
import dev.tare.experiment.Turn;
import dev.tare.experiment.concurrent.ConcurrentOutcome;
import dev.tare.experiment.concurrent.HostReading;
import dev.tare.experiment.concurrent.Made;
import dev.tare.launch.Layers;
import dev.tare.launch.StackSyntax;
import dev.tare.report.CellText;
import dev.tare.result.Run;
import dev.tare.result.Sample;
import dev.tare.result.Section;
import dev.tare.result.io.JsonLines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of figures that nobody measured. */
class AllocationSectionTest {
  private static final OptionalLong NONE = OptionalLong.empty();
  private static final Plan<Allocate.Parameters> PLAN =
      new Plan<>(
          MadeSetting.of("docker", 2, 0, 1),
          new Allocate.Parameters(
              List.of(1.0, 2.0), List.of("cpu.Prime", "disk.RandomFile"), List.of()),
          List.of(new StackSyntax(Layers.standard()).parse("docker")));

  private final List<Step<Given, ConcurrentOutcome>> steps = new ArrayList<>();

  @Test
  void aBlockInWhichOneOfASetFailedTakesNoPart() {
    for (int block = 1; block <= 2; block++) {
      tried("cpu.Prime set", block, false, 0.5);
      tried("cpu.Prime x1", block, false, 0.5);
    }
    tried("cpu.Prime shares", 1, true, 0.9);
    tried("cpu.Prime shares", 2, false, 0.5);
    tried("cpu.Prime quota", 1, true, 0.9);
    tried("cpu.Prime quota", 2, true, 0.9);
    tried("cpu.Prime x2", 1, false, 0.5);
    tried("cpu.Prime x2", 2, true, 0.5);
    tried("disk.RandomFile hard x2", 1, true, 0.5);
    Section section =
        section(
            new Made()
                .place("docker cpu.Prime set", new double[] {100}, new double[] {100})
                .place("docker cpu.Prime shares", new double[] {200}, new double[] {80})
                .place("docker cpu.Prime quota", new double[] {200}, new double[] {200})
                .place("docker cpu.Prime x1", new double[] {100, 100}, new double[] {100, 100})
                .place("docker cpu.Prime x2", new double[] {50, 50, 50, 50}, new double[] {90})
                .run());
    assertThat(section.tables().get(0).rows())
        .extracting(row -> CellText.of(row).subList(1, 4) + " " + CellText.of(row.get(7)))
        .containsExactly(
            "[cpu.Prime set, 100.0 [100.0, 100.0] ops/s, 1.000 [1.000, 1.000]\u00d7] 50.0 %",
            "[cpu.Prime shares, 80.00 ops/s (1 of 2 blocks), 0.800\u00d7] 50.0 %",
            "[cpu.Prime quota, failed, -] -");
    assertThat(section.tables().get(1).rows())
        .extracting(row -> CellText.of(row).subList(3, 6).toString())
        .containsExactly(
            "[100.0 [100.0, 100.0] ops/s, 1.000 [1.000, 1.000]\u00d7, 200.0 [200.0, 200.0] ops/s]",
            "[50.00 ops/s (1 of 2 blocks), 0.500\u00d7, 200.0 ops/s]");
    assertThat(section.tables().get(2).rows())
        .singleElement()
        .satisfies(
            row ->
                assertThat(CellText.of(row).subList(4, 8))
                    .containsExactly("-", "failed", "-", "-"));
    assertThat(section.answer())
        .startsWith("Of a set's score: docker cpu.Prime shares 0.800\u00d7. Of the score where ");
  }

  @Test
  void ofTimesItIsSaidHowMuchLongerTheyAre() {
    for (String name : List.of("set", "shares", "x1", "x2")) {
      tried("cpu.Prime " + name, 1, false, 0.5);
    }
    Section section =
        section(
            new Made()
                .times("docker cpu.Prime set", new double[] {100})
                .times("docker cpu.Prime shares", new double[] {120})
                .times("docker cpu.Prime x1", new double[] {100})
                .times("docker cpu.Prime x2", new double[] {200})
                .run());
    assertThat(CellText.of(section.tables().get(0).rows().get(1)).get(3))
        .isEqualTo("1.200\u00d7 as long");
    assertThat(CellText.of(section.tables().get(1).rows().get(1)).get(4))
        .isEqualTo("2.000\u00d7 as long");
    assertThat(section.answer())
        .isEqualTo(
            "Compared with a set: docker cpu.Prime shares 1.200\u00d7 as long. Compared with as"
                + " many CPUs promised as there are: docker cpu.Prime x2 2.000\u00d7 as long.");
  }

  @Test
  void whatTheTablesLeaveOutTheSamplesLeaveOutToo(@TempDir Path folder) throws Exception {
    tried("cpu.Prime shares", 1, false, 0.5);
    tried("cpu.Prime shares", 2, true, 0.5);
    JsonLines<Sample> file = new JsonLines<>(folder.resolve("samples.jsonl"), Sample.class);
    List<Integer> added = new ArrayList<>();
    for (Step<Given, ConcurrentOutcome> step : steps) {
      Samples samples =
          new Samples(Optional.of(file), "allocate", "any", step.block(), new AtomicInteger());
      Turn<Given> turn = new Turn<>(step.condition(), step.block(), 1);
      Allocate.keep(turn, step.outcome().orElseThrow(), samples);
      added.add(samples.added().get());
    }
    assertThat(added).as("overlap and CPU time").containsExactly(2, 0);
  }

  private Section section(Run run) {
    List<Given> all = new Allocate().conditions(PLAN);
    return new Allocate()
        .section(
            new Found<>(
                PLAN, all, steps, run, List.of(), HeldClaims.of("allocate", all, List.of()), null))
        .orElseThrow();
  }

  /** Leaves so much of the CPU time of both to the measured one. */
  private void tried(String name, int block, boolean failed, double share) {
    Given given =
        new Allocate()
            .conditions(PLAN).stream()
                .filter(one -> one.what().name().equals(name))
                .findFirst()
                .orElseThrow();
    ConcurrentOutcome outcome =
        new ConcurrentOutcome(
            OptionalDouble.of(1),
            Optional.of(new HostReading(NONE, NONE, NONE, NONE, NONE)),
            Optional.empty(),
            Map.of(),
            Map.of("guest-1", share, "rival-1", 1 - share),
            false,
            failed ? List.of("rival-1: died") : List.of(),
            failed,
            false);
    steps.add(new Step<>(given, block, Optional.empty(), Optional.of(outcome)));
  }
}
