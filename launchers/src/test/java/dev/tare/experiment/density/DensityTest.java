package dev.tare.experiment.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.compare.Calibrations;
import dev.tare.experiment.ExperimentRunner;
import dev.tare.experiment.Lab;
import dev.tare.experiment.Plan;
import dev.tare.experiment.RecordedPlan;
import dev.tare.experiment.Scripted;
import dev.tare.experiment.Session;
import dev.tare.experiment.Setting;
import dev.tare.experiment.Timing;
import dev.tare.experiment.TrialEvent;
import dev.tare.experiment.Turn;
import dev.tare.launch.Command;
import dev.tare.launch.Layers;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import dev.tare.report.CellText;
import dev.tare.result.Facts;
import dev.tare.result.Run;
import dev.tare.result.Section;
import dev.tare.result.Series;
import dev.tare.result.io.RunDocument;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole experiment, in environments that are scripts. */
class DensityTest {
  private static final String RUN = "dev.tare.bench.cpu.Prime.events:thrpt:t1";
  private static final String JMH =
      "[{\"benchmark\": \"dev.tare.bench.cpu.Prime.events\", \"mode\": \"thrpt\", \"threads\": 1,"
          + " \"forks\": 1, \"primaryMetric\": {\"score\": 50, \"scoreUnit\": \"ops/s\","
          + " \"rawData\": [[40, 50, 60]]}, \"secondaryMetrics\": {}}]";

  @TempDir Path folder;

  private final Scripted layer = new Scripted("script", this::script);
  private final Set<Integer> failInWarmup = new TreeSet<>();
  private final Set<Integer> failMeasured = new TreeSet<>();
  private int trials;

  private String script(Command command) {
    if (!command.line().contains(" trial ")) {
      return "true";
    }
    trials++;
    String planned =
        Scripted.said(new TrialEvent.Planned(List.of(RUN)), new TrialEvent.Started(RUN));
    String failed =
        Scripted.said(
            new TrialEvent.Ended(RUN, Optional.of("ended with 1"), "", ""),
            new TrialEvent.Finished());
    if (failInWarmup.contains(trials)) {
      return planned + "; " + failed;
    }
    String ready = planned + "; " + Scripted.said(new TrialEvent.Ready(RUN)) + "; read go; ";
    if (failMeasured.contains(trials)) {
      return ready + failed;
    }
    return ready
        + Scripted.said(
            new TrialEvent.Iterated(RUN, 1, 50, "ops/s"),
            new TrialEvent.Ended(RUN, Optional.empty(), JMH, ""),
            new TrialEvent.Finished());
  }

  @Test
  void whatEachGotAndTogetherIsInTheTableAndInTheSeriesOfTheRun() throws Exception {
    Section section = measured(created(), true);
    assertThat(section.tables().get(0).rows())
        .extracting(row -> CellText.of(row).subList(0, 3) + " " + CellText.of(row.get(5)))
        .containsExactly(
            "[script, 1, 50.00 [50.00, 50.00] ops/s] 50.00 [50.00, 50.00] ops/s",
            "[script, 2, 50.00 [50.00, 50.00] ops/s] 100.0 [100.0, 100.0] ops/s");
    assertThat(layer.made()).isEqualTo(6).isEqualTo(layer.closed());
    Run run = RunReader.read(folder.resolve("run"), "script x2");
    assertThat(series(run, "Prime.events").forks()).hasSize(4);
    assertThat(values(run, "density.each")).containsExactly(50.0, 50.0);
    assertThat(values(run, "density.total")).containsExactly(100.0, 100.0);
    assertThat(values(run, "density.fairness")).containsExactly(1.0, 1.0);
  }

  @Test
  void whatTheTableLeavesOutTheSeriesLeaveOutToo() throws Exception {
    failMeasured.add(3);
    Section section = measured(created(), false);
    assertThat(CellText.of(section.tables().get(0).rows().get(1)).subList(1, 3))
        .containsExactly("2", "50.00 ops/s (1 of 2 blocks)");
    Run run = RunReader.read(folder.resolve("run"), "script x2");
    assertThat(values(run, "density.each")).containsExactly(50.0);
    assertThat(values(run, "density.overlap")).hasSize(1);
    assertThat(section.notes()).anyMatch(note -> note.startsWith("script x2, block 1: guest-2: "));
  }

  @Test
  void whatFailsBeforeItMeasuresEndsNoSweep() throws Exception {
    failInWarmup.add(1);
    Section section = measured(created(), false);
    assertThat(section.tables().get(0).rows())
        .extracting(row -> CellText.of(row.get(2)))
        .containsExactly("50.00 ops/s (1 of 2 blocks)", "50.00 [50.00, 50.00] ops/s");
    assertThat(section.notes()).noneMatch(note -> note.contains("left out"));
  }

  @Test
  void whatCannotBeMadeIsACeilingAndItsOwnLineIsSaid() throws Exception {
    layer.refusing(1);
    Path jar = Files.writeString(folder.resolve("any.jar"), "a jar");
    try (Session session = Session.open("t", jar, Optional.empty(), Optional.of(folder))) {
      ExperimentRunner<Density.Parameters, Guests, Density.Result> runner =
          runner(session, created());
      runner.measure();
      assertThat(Files.readString(folder.resolve("run/steps.jsonl")).lines().skip(1))
          .hasSize(3)
          .allMatch(line -> line.contains("\"1 could not be started before: no engine today\""));
    }
  }

  @Test
  void thePlanComesBackFromTheRunAsItWas() throws Exception {
    Plan<Density.Parameters> plan = plan(Limits.NONE.with("pids", "512").with("cpus", "0.5"));
    RunFolder.create(
        folder.resolve("run"),
        RecordedPlan.in(
            RunDocument.planned("t", Instant.EPOCH, 7, Map.of(), Facts.of(Map.of()), List.of()),
            plan));
    Plan<Density.Parameters> back =
        RecordedPlan.of(RunFolder.open(folder.resolve("run")).document(), Density.Parameters.class);
    assertThat(back.setting()).isEqualTo(plan.setting());
    assertThat(back.parameters()).isEqualTo(plan.parameters());
  }

  @Test
  void theSizeThatWasAskedForCountsForTheDisk() throws Exception {
    Path jar = Files.writeString(folder.resolve("any.jar"), "a jar");
    Plan<Density.Parameters> plan = plan();
    Density.Parameters large =
        new Density.Parameters(
            List.of(2),
            "disk.RandomFile",
            List.of("size=1000000g", "size=999999999g"),
            false,
            Optional.empty());
    try (Session session = Session.open("t", jar, Optional.empty(), Optional.of(folder))) {
      assertThat(refusal(session, new Plan<>(plan.setting(), large, plan.stacks())).orElseThrow())
          .startsWith("disk: 2 would need ")
          .contains("(999999999.0 GiB each, as asked for or usual)");
      Density.Parameters usual =
          new Density.Parameters(List.of(2), "disk.RandomFile", List.of(), false, Optional.empty());
      assertThat(refusal(session, new Plan<>(plan.setting(), usual, plan.stacks()))).isEmpty();
    }
  }

  @Test
  void whatIsPromisedIsSaidInOnePlace() {
    Density.Parameters half = promised(1.5);
    Setting asked = plan().setting().withEnvironments(List.of("docker"));
    assertThat(new Density().prepared(asked, half).limits().text()).isEqualTo("memory=1073741824");
    Limits own = Limits.NONE.with("memory", "300m").with("pids", "200");
    assertThat(new Density().prepared(asked.withLimits(own), half).limits()).isEqualTo(own);
    assertThatThrownBy(() -> new Density().prepared(asked.withLimits(own.with("cpus", "1")), half))
        .hasMessageStartingWith(
            "--limit: leave out shares, cpus and memory-soft, which --overcommit");
    Setting limited = asked.withEnvironments(List.of("lxc", "docker(memory=1g)"));
    assertThatThrownBy(() -> new Density().prepared(limited, half))
        .hasMessageStartingWith("--env docker(memory=1g): with --overcommit limits are");
    Setting one = asked.withEnvironments(List.of("kvm(vcpus=1)"));
    assertThatThrownBy(() -> new Density().prepared(one, half))
        .hasMessageStartingWith("--env kvm(vcpus=1): with --overcommit ");
    for (double factor : new double[] {0.5, 1, 4.5, Double.NaN}) {
      assertThatThrownBy(() -> promised(factor))
          .hasMessage("--overcommit " + factor + ": above 1, up to 4");
    }
  }

  @Test
  void aSharedMachineHasItsMemoryOnceAndSoMuchLess() throws Exception {
    Path jar = Files.writeString(folder.resolve("any.jar"), "a jar");
    Density.Parameters shared =
        new Density.Parameters(List.of(4), "cpu.Prime", List.of(), true, Optional.of(2.0));
    Setting each = plan().setting().withLimits(Limits.NONE.with("memory", "1000000g"));
    Stack stack = new StackSyntax(Layers.standard()).parse("kvm/lxc");
    try (Session session = Session.open("t", jar, Optional.empty(), Optional.of(folder))) {
      assertThat(refusal(session, new Plan<>(each, shared, List.of(stack))).orElseThrow())
          .startsWith("memory: 4 would need 2000000.3 GiB (500000.1 GiB each, as asked for or");
    }
  }

  private static Density.Parameters promised(double factor) {
    return new Density.Parameters(
        List.of(1, 3), "cpu.Prime", List.of(), false, Optional.of(factor));
  }

  private static Optional<String> refusal(Session session, Plan<Density.Parameters> plan)
      throws IOException {
    Turn<Guests> turn = new Turn<>(new Density().conditions(plan).get(0), 1, 1);
    return new Density().refusal(turn, plan, List.of(), new Lab(session, Optional.empty()));
  }

  private Section measured(RunFolder run, boolean complete)
      throws IOException, InterruptedException {
    Path jar = Files.writeString(folder.resolve("any.jar"), "a jar");
    try (Session session = Session.open("t", jar, Optional.empty(), Optional.of(folder))) {
      ExperimentRunner<Density.Parameters, Guests, Density.Result> runner = runner(session, run);
      runner.measure();
      assertThat(runner.nothing()).isEmpty();
      assertThat(runner.isComplete()).isEqualTo(complete);
      return runner.section(false, Calibrations.NONE).orElseThrow();
    }
  }

  private ExperimentRunner<Density.Parameters, Guests, Density.Result> runner(
      Session session, RunFolder run) throws IOException {
    return new ExperimentRunner<>(
        new Density(), plan(), new Lab(session, Optional.of(run)), (what, share, left) -> {});
  }

  private RunFolder created() throws IOException {
    return RunFolder.create(
        folder.resolve("run"),
        RunDocument.planned(
            "t",
            Instant.EPOCH,
            7,
            Map.of(),
            Facts.of(Map.of()),
            ExperimentRunner.schedule(new Density(), plan())));
  }

  private Plan<Density.Parameters> plan() {
    return plan(Limits.NONE);
  }

  private Plan<Density.Parameters> plan(Limits limits) {
    return new Plan<>(
        new Setting(
            List.of("script"),
            limits,
            2,
            new Timing(0, 1, 3, 1),
            true,
            List.of("size=1m"),
            1 << 20,
            new TreeSet<>(Set.of(0, 1)),
            Optional.empty(),
            7),
        new Density.Parameters(List.of(1, 2), "cpu.Prime", List.of(), false, Optional.empty()),
        List.of(layer.stack()));
  }

  private static Series series(Run run, String benchmark) {
    return run.series().stream()
        .filter(one -> one.key().isPrimary() && one.key().benchmark().endsWith(benchmark))
        .findFirst()
        .orElseThrow();
  }

  private static List<Double> values(Run run, String benchmark) {
    return series(run, benchmark).forks().stream()
        .map(fork -> fork.iterations().get(0).value())
        .toList();
  }
}
