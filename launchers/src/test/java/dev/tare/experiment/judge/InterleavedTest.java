package dev.tare.experiment.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tare.compare.Compared;
import dev.tare.compare.ComparedSeries;
import dev.tare.compare.MeasuredEnvironment;
import dev.tare.experiment.BenchmarkWork;
import dev.tare.experiment.CommandWork;
import dev.tare.experiment.ExperimentRunner;
import dev.tare.experiment.HashedFile;
import dev.tare.experiment.JarWork;
import dev.tare.experiment.Lab;
import dev.tare.experiment.Plan;
import dev.tare.experiment.Scripted;
import dev.tare.experiment.Session;
import dev.tare.experiment.Setting;
import dev.tare.experiment.Timing;
import dev.tare.experiment.TrialResult;
import dev.tare.experiment.TrialWork;
import dev.tare.experiment.matrix.MatrixTrials;
import dev.tare.launch.Command;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Limits;
import dev.tare.result.Direction;
import dev.tare.result.Facts;
import dev.tare.result.Judging;
import dev.tare.result.Mode;
import dev.tare.result.Replicate;
import dev.tare.result.Run;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.SeriesKey;
import dev.tare.result.Unit;
import dev.tare.result.io.Records;
import dev.tare.result.io.RunDocument;
import dev.tare.result.io.RunFolder;
import dev.tare.stats.Judgement;
import dev.tare.stats.Reason;
import dev.tare.stats.Summaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sides on environments that are scripts, with looks that say what a test has them say. */
class InterleavedTest {
  private static final BenchmarkWork WORK =
      new BenchmarkWork(List.of("."), List.of(), MatrixTrials.RUNS.size(), 1, List.of());

  private final Scripted before = new Scripted("before", MatrixTrials::finishing);
  private final Scripted after = new Scripted("after", MatrixTrials::finishing);
  private final Scripted slower = new Scripted("slower", MatrixTrials::finishing);
  private final Deque<Map<String, Compared>> looks = new ArrayDeque<>();
  private final Path temp;
  private OptionalLong budgetMs = OptionalLong.empty();

  InterleavedTest(@TempDir Path temp) {
    this.temp = temp;
  }

  private static Compared open(String... benchmarks) {
    List<ComparedSeries> rows = new ArrayList<>();
    for (String benchmark : benchmarks) {
      rows.add(
          new ComparedSeries(
              new SeriesKey(Optional.empty(), benchmark, new TreeMap<>(), Mode.AVERAGE_TIME, 1, ""),
              Unit.parse("ns/op"),
              Direction.LOWER,
              true,
              Optional.empty(),
              Optional.empty(),
              Summaries.Scale.NONE,
              Optional.empty(),
              Optional.empty(),
              OptionalDouble.empty(),
              .03,
              Optional.of(Judgement.inconclusive(Reason.WIDE)),
              "",
              OptionalDouble.empty(),
              false,
              OptionalInt.empty(),
              Replicate.FORK,
              List.of()));
    }
    MeasuredEnvironment place = MeasuredEnvironment.of(Run.ofFile("a", List.of(), List.of()));
    return new Compared(place, place, .03, true, List.of(), List.of(), rows);
  }

  private RunFolder run(int blocks, int most, Scripted... sides)
      throws IOException, InterruptedException {
    Plan<Sides> plan = plan(blocks, most, sides);
    Interleaved gate = new Interleaved("gate", (any, until) -> looks.remove());
    RunFolder folder =
        RunFolder.create(
            temp.resolve("run"),
            RunDocument.planned(
                "run",
                Instant.EPOCH,
                5,
                Map.of("verb", "gate"),
                Facts.of(Map.of()),
                ExperimentRunner.schedule(gate, plan)));
    Path jar = Files.writeString(temp.resolve("any.jar"), "a jar");
    try (Session session = Session.open("gate-test", jar, Optional.empty(), Optional.of(temp))) {
      ExperimentRunner<Sides, Side, TrialResult> runner =
          new ExperimentRunner<>(
              gate, plan, new Lab(session, Optional.of(folder)), (what, share, left) -> {});
      runner.measure();
    }
    return folder;
  }

  private Plan<Sides> plan(int blocks, int most, Scripted... sides) {
    Setting setting =
        new Setting(
            List.of(),
            Limits.NONE,
            blocks,
            new Timing(0, 1, 1, 1),
            true,
            List.of(),
            0,
            new TreeSet<>(Set.of(0)),
            Optional.empty(),
            5);
    List<Sides.Asked> asked = new ArrayList<>();
    List<String> names = List.of(Side.BASELINE, Side.CANDIDATE, "more-work");
    for (Scripted side : sides) {
      asked.add(
          new Sides.Asked(
              names.get(asked.size()),
              side.name(),
              Limits.NONE,
              Optional.empty(),
              List.of(),
              WORK));
    }
    return new Plan<>(
        setting,
        new Sides(asked, Judging.usual(blocks, most), budgetMs),
        List.of(sides).stream().map(Scripted::stack).toList());
  }

  private static List<String> places(RunFolder folder, int fromBlock) {
    return folder.document().schedule().stream()
        .filter(slot -> slot.block() >= fromBlock)
        .map(ScheduledTrial::environment)
        .toList();
  }

  @Test
  void whatIsInconclusiveGetsFiveForksMoreOnTheSidesThatNeedThem() throws Exception {
    looks.add(Map.of(Side.CANDIDATE, open(), "more-work", open("b")));
    looks.add(Map.of(Side.CANDIDATE, open(), "more-work", open()));
    RunFolder folder = run(2, 4, before, after, slower);
    assertThat(places(folder, 3)).hasSize(10).containsOnly(Side.BASELINE, "more-work");
    assertThat(folder.document().schedule())
        .allSatisfy(slot -> assertThat(slot.status()).isEqualTo(ScheduledTrial.Status.DONE));
    List<Command> trials = MatrixTrials.of(slower);
    assertThat(trials).hasSize(2 + 5);
    assertThat(trials.subList(2, 7))
        .allSatisfy(
            trial ->
                assertThat(MatrixTrials.skipped(trial)).containsExactly("a:avgt:t1", "c:avgt:t1"));
    assertThat(MatrixTrials.of(after)).hasSize(2);
    assertThat(looks).isEmpty();
  }

  @Test
  void thereAreNoMoreLooksThanWereAskedFor() throws Exception {
    looks.add(Map.of(Side.CANDIDATE, open("a")));
    RunFolder folder = run(1, 2, before, after);
    assertThat(places(folder, 1)).hasSize(2 * (1 + 5));
    assertThat(looks).as("what the last look says is for the verdict").isEmpty();
  }

  @Test
  void noBlockBeginsOnceTheTimeIsOver() throws Exception {
    budgetMs = OptionalLong.of(0);
    looks.add(Map.of(Side.CANDIDATE, open("a")));
    RunFolder folder = run(2, 4, before, after);
    assertThat(folder.document().schedule())
        .hasSize(4)
        .allSatisfy(slot -> assertThat(slot.status()).isEqualTo(ScheduledTrial.Status.SKIPPED));
    assertThat(before.made() + after.made()).isZero();
  }

  /** What the looks were to measure is over long before the time is. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void whatIsOpenAfterTheLastLookIsMeasuredForAsLongAsThereIsTime(int most) throws Exception {
    budgetMs = OptionalLong.of(TimeUnit.HOURS.toMillis(1));
    List<Map<String, Compared>> all = List.of(Map.of(Side.CANDIDATE, open("b")));
    looks.addAll(all.subList(0, most - 1));
    int laidOut = 2 + (most - 1) * Judging.FORKS;
    Scripted ending =
        new Scripted(
            "ending",
            trial -> {
              if (MatrixTrials.of(after).size() > laidOut + 2) {
                after.refusing(100);
              }
              return MatrixTrials.finishing(trial);
            });
    assertThatThrownBy(() -> run(2, most, ending, after))
        .hasMessageStartingWith("candidate: failed twice in a row");
    assertThat(looks).as("looked no more often").isEmpty();
    List<Command> trials = MatrixTrials.of(after);
    assertThat(trials).hasSizeGreaterThan(laidOut + 2);
    assertThat(MatrixTrials.skipped(trials.get(trials.size() - 1)))
        .isEqualTo(most == 1 ? List.of() : List.of("a:avgt:t1", "c:avgt:t1"));
  }

  @Test
  void whatASideRunsIsKeptWhole() throws Exception {
    HashedFile jar = HashedFile.of(Files.writeString(temp.resolve("user.jar"), "a jar"));
    List<TrialWork> works =
        List.of(
            WORK,
            new JarWork(jar, List.of("-wi", "2"), Set.of("o.B.m"), 3, 1.5, 1000),
            new CommandWork(
                "sleep 1",
                Optional.of("sync"),
                Optional.empty(),
                true,
                1,
                OptionalInt.of(3),
                false,
                9));
    List<Sides.Asked> asked = new ArrayList<>();
    for (TrialWork work : works) {
      asked.add(
          new Sides.Asked(
              "any",
              "bare",
              Limits.NONE,
              Optional.empty(),
              List.of("-Xint"),
              work,
              Map.of(Facts.JAR, "user.jar")));
    }
    Sides sides = new Sides(asked, Judging.usual(5, 4).staged(5, 9), OptionalLong.of(60_000));
    assertThat(Records.of(Records.tree(sides), Sides.class, "test")).isEqualTo(sides);
    ObjectNode earlier = (ObjectNode) Records.tree(sides);
    earlier.path("sides").forEach(side -> ((ObjectNode) side).remove("known"));
    assertThat(Records.of(earlier, Sides.class, "test").sides())
        .allSatisfy(side -> assertThat(side.known()).isEmpty());
    Interleaved gate = new Interleaved("gate", (run, blocks) -> Map.of());
    gate.checkSame(sides);
    Files.writeString(temp.resolve("user.jar"), "another");
    assertThatThrownBy(() -> gate.checkSame(sides))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("user.jar is not what it was");
  }

  @Test
  void sideThatFailsTwiceInARowEndsTheRunWithItsReason() {
    after.refusing(100);
    assertThatThrownBy(() -> run(6, 4, before, after))
        .isInstanceOf(LaunchException.class)
        .hasMessageStartingWith("candidate: failed twice in a row: ");
    assertThat(after.made()).isEqualTo(2);
    assertThat(before.made()).isLessThan(6);
  }
}
