package dev.tare.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.compare.Calibrations;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.result.Facts;
import dev.tare.result.Metrics;
import dev.tare.result.Run;
import dev.tare.result.Sample;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.Section;
import dev.tare.result.Series;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.RunDocument;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small experiment, run to its end, killed and gone on with. */
class ExperimentRunnerTest {
  private static final Stack BARE = new Stack(List.of(), "bare");

  @TempDir Path folder;

  private record Asked(int size) {}

  private record Sized(Stack stack, String what, int size) implements Condition {
    @Override
    public String name() {
      return what + " " + size;
    }

    @Override
    public SortedMap<String, String> labels() {
      return Condition.labels(stack, "what", what, "size", String.valueOf(size));
    }

    @Override
    public String group() {
      return what;
    }
  }

  private record Got(List<String> failures, OptionalLong bytes) implements Outcome {
    @Override
    public boolean measured() {
      return bytes.isPresent();
    }

    @Override
    public boolean emulated() {
      return false;
    }

    @Override
    public boolean givenUp() {
      return failed() && !measured();
    }
  }

  /** Measures nothing but how often it was asked to. */
  private static final class Small implements Experiment<Asked, Sized, Got> {
    private final List<String> measured = new ArrayList<>();
    private final List<Integer> seenBefore = new ArrayList<>();
    private int dieAt = Integer.MAX_VALUE;
    private String failing = "";
    private boolean failingPartly;
    private boolean interrupted;

    @Override
    public String name() {
      return "small";
    }

    @Override
    public About about() {
      return new About(List.of("Measures."), List.of("small"), "0 done");
    }

    @Override
    public List<Sized> conditions(Plan<Asked> plan) {
      List<Sized> all = new ArrayList<>();
      for (String what : List.of("a", "b", "c")) {
        all.add(new Sized(BARE, what, 1));
        all.add(new Sized(BARE, what, plan.parameters().size()));
      }
      return all;
    }

    @Override
    public double seconds(Sized condition, Plan<Asked> plan) {
      return condition.size();
    }

    @Override
    public Got measureAfter(
        List<Step<Sized, Got>> before, Turn<Sized> turn, Plan<Asked> plan, Lab lab, Samples samples)
        throws IOException, InterruptedException {
      seenBefore.add(before.size());
      return measure(turn, plan, lab, samples);
    }

    @Override
    public Got measure(Turn<Sized> turn, Plan<Asked> plan, Lab lab, Samples samples)
        throws IOException {
      samples.add(Metrics.WORK, turn.block() * 10.0 + turn.condition().size());
      if (measured.size() == dieAt) {
        throw new IOException("killed");
      }
      measured.add(turn.block() + " " + turn.condition().name());
      lab.folder().orElseThrow().done(turn.slot(), Map.of());
      boolean fails = turn.condition().name().equals(failing);
      if (fails && interrupted) {
        lab.session().refuse();
      }
      return new Got(
          fails ? List.of("no luck") : List.of(),
          fails && !failingPartly ? OptionalLong.empty() : OptionalLong.of(7));
    }

    @Override
    public Optional<Section> section(Found<Asked, Sized, Got> found) {
      return Optional.of(
          new Section(
              "small",
              "Small",
              "",
              List.of(),
              List.of(),
              List.of(),
              List.of("of " + found.steps().size())));
    }
  }

  @Test
  void everyConditionIsMeasuredOnceABlockAndItsGroupStaysTogether() throws Exception {
    Small small = new Small();
    runner(small, created(small)).measure();
    assertThat(small.measured).hasSize(18).doesNotHaveDuplicates();
    for (int i = 0; i < 18; i += 2) {
      String first = small.measured.get(i);
      assertThat(first).startsWith(i / 6 + 1 + " ").endsWith(" 1");
      assertThat(small.measured.get(i + 1))
          .isEqualTo(first.replace(" 1", " 4").replace("4 ", "1 "));
    }
    assertThat(small.seenBefore).startsWith(0, 1, 2).endsWith(17);
  }

  @Test
  void samplesAreSeriesOfTheRunWithAForkABlock() throws Exception {
    Small small = new Small();
    ExperimentRunner<Asked, Sized, Got> runner = runner(small, created(small));
    runner.measure();
    Section section = runner.section(false, Calibrations.NONE).orElseThrow();
    assertThat(section.notes()).containsExactly("of 18");
    assertThat(runner.isComplete()).isTrue();
    Run run = RunReader.read(folder.resolve("run"), "a 4");
    Series work = run.series().get(0);
    assertThat(work.key().benchmark()).isEqualTo("dev.tare.experiment.small.work");
    assertThat(work.key().mode().label()).isEqualTo("ss");
    assertThat(work.unit().text()).isEqualTo("s");
    assertThat(work.forks())
        .extracting(fork -> fork.iterations().get(0).value())
        .containsExactly(14.0, 24.0, 34.0);
    assertThat(work.forks()).extracting(fork -> fork.block().orElse(-1)).containsExactly(1, 2, 3);
  }

  @Test
  void aKilledRunGoesOnWithTheCutTurnAndRepeatsNoOther() throws Exception {
    Small killed = new Small();
    killed.dieAt = 7;
    RunFolder first = created(killed);
    assertThatThrownBy(() -> runner(killed, first).measure()).hasMessage("killed");
    Path steps = folder.resolve("run/steps.jsonl");
    Files.writeString(steps, "{\"condition\": \"torn", StandardOpenOption.APPEND);
    Files.writeString(folder.resolve("run/samples.jsonl"), "{\"exper", StandardOpenOption.APPEND);

    Small again = new Small();
    ExperimentRunner<Asked, Sized, Got> runner =
        runner(again, RunFolder.open(folder.resolve("run")));
    runner.measure();
    assertThat(again.measured).hasSize(11).doesNotContainAnyElementsOf(killed.measured);
    assertThat(again.seenBefore).startsWith(7);
    assertThat(Files.readAllLines(steps)).hasSize(18);
    List<Sample> samples = RunFolder.open(folder.resolve("run")).samples().read();
    assertThat(samples).hasSize(18).doesNotHaveDuplicates();
    assertThat(runner.isComplete()).isTrue();
  }

  @Test
  void aTurnWithADamagedTrialIsMadeAgainAndKnowsAllOthers() throws Exception {
    Small first = new Small();
    runner(first, created(first)).measure();
    RunFolder run = RunFolder.open(folder.resolve("run"));
    run.again(List.of(4));

    Small again = new Small();
    ExperimentRunner<Asked, Sized, Got> runner = runner(again, run);
    runner.measure();
    assertThat(again.measured).containsExactly(first.measured.get(4));
    assertThat(again.seenBefore).containsExactly(17);
    assertThat(Files.readAllLines(folder.resolve("run/steps.jsonl"))).hasSize(18);
    assertThat(run.samples().read()).hasSize(18).doesNotHaveDuplicates();
    assertThat(runner.isComplete()).isTrue();
  }

  @Test
  void aTurnWhoseFiguresAreGoneIsMadeAgain() throws Exception {
    Small first = new Small();
    runner(first, created(first)).measure();
    Path samples = folder.resolve("run").resolve(RunFolder.SAMPLES);
    Files.write(samples, Files.readAllLines(samples).subList(0, 15));

    Small again = new Small();
    List<String> said = new ArrayList<>();
    ExperimentRunner<Asked, Sized, Got> runner =
        runner(again, RunFolder.open(folder.resolve("run")), said);
    runner.measure();
    assertThat(again.measured).containsExactlyElementsOf(first.measured.subList(15, 18));
    assertThat(Files.readAllLines(samples)).hasSize(18).doesNotHaveDuplicates();
    assertThat(said).hasSize(3).allMatch(line -> line.endsWith("samples.jsonl; it is made again"));

    Files.delete(samples);
    Small whole = new Small();
    runner(whole, RunFolder.open(folder.resolve("run"))).measure();
    assertThat(whole.measured).hasSize(18);
    assertThat(Files.readAllLines(samples)).hasSize(18);
  }

  @Test
  void whatIsDamagedIsSaidBeforeAnythingIsChanged() throws Exception {
    Small small = new Small();
    RunFolder run = created(small);
    runner(small, run).measure();
    Path steps = folder.resolve("run/steps.jsonl");
    for (String line : List.of("xyz", "{}", "{\"condition\":\"a 1\",\"block\":0}")) {
      String whole = Files.readString(steps);
      Files.writeString(steps, line + "\n", StandardOpenOption.APPEND);
      assertThatThrownBy(() -> ExperimentRunner.checked(small, run))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("steps.jsonl, line 19");
      Files.writeString(steps, whole);
    }
    ExperimentRunner.checked(small, run);
  }

  @Test
  void whatFailsTwiceInARowIsLeftOutFromThenOnAndTheRestGoesOn() throws Exception {
    Small small = new Small();
    small.failing = "b 4";
    RunFolder run = created(small);
    ExperimentRunner<Asked, Sized, Got> runner = runner(small, run);
    runner.measure();
    assertThat(small.measured).hasSize(17).doesNotContain("3 b 4");
    assertThat(runner.isComplete()).isFalse();
    assertThat(runner.nothing()).isEmpty();
    assertThat(runner.section(false, Calibrations.NONE).orElseThrow().notes())
        .containsExactly(
            "b 4, block 1: no luck",
            "b 4, block 2: no luck",
            "b 4 is left out: failed 2 times before",
            "of 18");
    assertThat(run.document().schedule())
        .filteredOn(slot -> slot.status() == ScheduledTrial.Status.SKIPPED)
        .hasSize(1);
  }

  @Test
  void whatFailsBecauseTheRunIsInterruptedIsNoFailureAndIsMadeAgain() throws Exception {
    Small cut = new Small();
    cut.failing = "b 4";
    cut.interrupted = true;
    RunFolder run = created(cut);
    assertThatThrownBy(() -> runner(cut, run).measure())
        .isInstanceOf(LaunchException.class)
        .hasMessage("interrupted: b 4 is to run again");
    int kept = cut.measured.size() - 1;

    Small again = new Small();
    ExperimentRunner<Asked, Sized, Got> runner =
        runner(again, RunFolder.open(folder.resolve("run")));
    runner.measure();
    assertThat(again.measured).hasSize(18 - kept).anyMatch(one -> one.endsWith("b 4"));
    assertThat(runner.isComplete()).isTrue();
  }

  @Test
  void whatFailsInPartIsTriedInEveryBlock() throws Exception {
    Small small = new Small();
    small.failing = "b 4";
    small.failingPartly = true;
    ExperimentRunner<Asked, Sized, Got> runner = runner(small, created(small));
    runner.measure();
    assertThat(small.measured).hasSize(18);
    assertThat(runner.isComplete()).isFalse();
  }

  @Test
  void howLongItTakesIsToldBefore() throws Exception {
    Small small = new Small();
    assertThat(runner(small, created(small)).seconds()).isEqualTo(3 * 3 * 5);
  }

  private static Plan<Asked> plan() {
    return new Plan<>(
        new Setting(
            List.of("bare"),
            Limits.NONE,
            3,
            new Timing(0, 1, 1, 1),
            true,
            List.of(),
            0,
            new TreeSet<>(Set.of(0)),
            Optional.empty(),
            42),
        new Asked(4),
        List.of(BARE));
  }

  private RunFolder created(Small small) throws IOException {
    return RunFolder.create(
        folder.resolve("run"),
        RunDocument.planned(
            "t",
            Instant.EPOCH,
            42,
            Map.of(),
            Facts.of(Map.of()),
            ExperimentRunner.schedule(small, plan())));
  }

  private static ExperimentRunner<Asked, Sized, Got> runner(Small small, RunFolder run)
      throws IOException {
    return runner(small, run, new ArrayList<>());
  }

  private static ExperimentRunner<Asked, Sized, Got> runner(
      Small small, RunFolder run, List<String> said) throws IOException {
    Session session = Session.dry("t", Optional.empty(), Optional.empty(), line -> {});
    return new ExperimentRunner<>(
        small, plan(), new Lab(session, Optional.of(run)), new Said(said));
  }

  private record Said(List<String> lines) implements Progress.Listener {
    @Override
    public void step(String what, double share, Duration left) {}

    @Override
    public void note(String line) {
      lines.add(line);
    }
  }
}
