package dev.tare.experiment.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.experiment.Scripted;
import dev.tare.experiment.Session;
import dev.tare.experiment.Timing;
import dev.tare.experiment.VisitEvent;
import dev.tare.launch.Command;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.result.Facts;
import dev.tare.result.Slot;
import dev.tare.result.io.RunDocument;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner on scripted environments: what is kept, repeated, made anew, and given up. */
class MatrixTest {
  private static final List<String> RUNS = List.of("a:avgt:t1", "b:avgt:t1", "c:avgt:t1");

  @TempDir Path temp;

  private final List<String> ended = new ArrayList<>();
  private final MatrixListener listener =
      new MatrixListener() {
        @Override
        public void ended(String run) {
          ended.add(run);
        }
      };
  private Path jar;

  @BeforeEach
  void jar() throws IOException {
    jar = Files.writeString(temp.resolve("any.jar"), "a jar");
  }

  @Test
  void everySlotIsDoneAndEveryForkIsInItsBlock() throws Exception {
    Scripted good = new Scripted("good", MatrixTest::all);
    RunFolder folder = folder(2, good);
    assertThat(run(folder, 2, true, good)).isTrue();
    assertThat(statuses(folder)).containsExactly(Slot.Status.DONE, Slot.Status.DONE);
    assertThat(RunReader.read(folder.path()).series())
        .hasSize(3)
        .allSatisfy(series -> assertThat(series.forks()).hasSize(2));
    assertThat(folder.document().finished()).isPresent();
    assertThat(ended).hasSize(6);
    assertThat(good.made()).as("kept over all blocks").isEqualTo(1);
    assertThat(good.closed()).isEqualTo(1);
    assertThat(RunReader.read(folder.path()).environments().get("good").values())
        .containsEntry("layer.good.version", "1")
        .containsEntry("kernel.release", "6");
  }

  @Test
  void environmentIsMadeAnewForEachBlockWhereItIsNotKept() throws Exception {
    Scripted good = new Scripted("good", MatrixTest::all);
    run(folder(3, good), 3, false, good);
    assertThat(good.made()).isEqualTo(3);
    assertThat(good.closed()).isEqualTo(3);
  }

  @Test
  void deathMarksWhatRanAndTheRestGoesOnInANewEnvironment() throws Exception {
    Scripted dies =
        new Scripted(
            "dies",
            command ->
                skipped(command).contains("b:avgt:t1")
                    ? all(command)
                    : print(before("b:avgt:t1", command)) + "; exit 137");
    RunFolder folder = folder(1, dies);
    assertThat(run(folder, 1, true, dies)).isFalse();
    Slot slot = folder.document().schedule().get(0);
    assertThat(slot.status()).isEqualTo(Slot.Status.DONE);
    assertThat(slot.failures()).containsOnlyKeys("b:avgt:t1");
    assertThat(slot.forks()).containsOnlyKeys("a:avgt:t1", "c:avgt:t1");
    assertThat(dies.made()).isEqualTo(2);
    assertThat(ended).containsExactlyInAnyOrderElementsOf(RUNS);
  }

  @Test
  void whatWasFinishedIsNotRepeatedAfterAKill() throws Exception {
    Scripted good = new Scripted("good", MatrixTest::all);
    RunFolder begun = folder(2, good);
    begun.add(0, "a:avgt:t1", jmh("a:avgt:t1"), "");
    begun.fail(0, "b:avgt:t1", "no io_uring");

    RunFolder again = RunFolder.open(begun.path());
    assertThat(run(again, 2, true, good)).as("a failure stays one").isFalse();
    assertThat(skipped(visits(good).get(0))).containsExactly("a:avgt:t1", "b:avgt:t1");
    assertThat(skipped(visits(good).get(1))).isEmpty();
    assertThat(again.document().schedule().get(0).failures()).containsOnlyKeys("b:avgt:t1");
    assertThat(RunReader.read(again.path()).series())
        .allSatisfy(
            series ->
                assertThat(series.forks()).hasSize(series.key().benchmark().equals("b") ? 1 : 2));
    assertThat(visits(good)).hasSize(2);
  }

  @Test
  void finishedRunIsNotTouched() throws Exception {
    Scripted good = new Scripted("good", MatrixTest::all);
    RunFolder folder = folder(1, good);
    run(folder, 1, true, good);
    Instant end = folder.document().finished().orElseThrow();
    assertThat(run(RunFolder.open(folder.path()), 1, true, good)).isTrue();
    assertThat(visits(good)).hasSize(1);
    assertThat(end).isNotNull();
  }

  @Test
  void environmentThatCannotBeMadeIsGivenUpAfterTwoAndTheOthersGoOn() throws Exception {
    Scripted absent = new Scripted("absent", MatrixTest::all).refusing(100);
    Scripted good = new Scripted("good", MatrixTest::all);
    RunFolder folder = folder(3, absent, good);
    assertThat(run(folder, 3, true, absent, good)).isFalse();
    Map<Slot.Status, Long> counts =
        folder.document().schedule().stream()
            .collect(Collectors.groupingBy(Slot::status, TreeMap::new, Collectors.counting()));
    assertThat(counts)
        .isEqualTo(Map.of(Slot.Status.DONE, 3L, Slot.Status.FAILED, 2L, Slot.Status.SKIPPED, 1L));
    assertThat(absent.made()).isEqualTo(2);
    assertThat(ended).as("the bar comes to its end").hasSize(18);
  }

  @Test
  void environmentThatFailedOnceIsTriedAgain() throws Exception {
    Scripted late = new Scripted("late", MatrixTest::all).refusing(1);
    RunFolder folder = folder(3, late);
    run(folder, 3, true, late);
    assertThat(statuses(folder))
        .containsExactly(Slot.Status.FAILED, Slot.Status.DONE, Slot.Status.DONE);
  }

  @Test
  void visitThatNeverStartsAnythingIsNotTriedForEver() throws Exception {
    Scripted mute = new Scripted("mute", command -> "echo no java >&2; exit 127");
    RunFolder folder = folder(1, mute);
    assertThat(run(folder, 1, true, mute)).isFalse();
    Slot slot = folder.document().schedule().get(0);
    assertThat(slot.status()).isEqualTo(Slot.Status.FAILED);
    assertThat(slot.reason().orElseThrow()).contains("127", "no java");
  }

  @Test
  void resultsThatCannotBeKeptEndTheRunWithTheReason() throws Exception {
    Scripted good = new Scripted("good", MatrixTest::all);
    RunFolder folder = folder(1, good);
    Path visits = folder.visit(0).getParent();
    Files.delete(visits);
    Files.writeString(visits, "in the way");
    assertThatThrownBy(() -> run(folder, 1, true, good))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("visits");
    assertThat(statuses(folder)).containsExactly(Slot.Status.PLANNED);
    assertThat(good.closed()).isEqualTo(good.made());
  }

  @Test
  void interruptedRunMarksNothing() throws Exception {
    Scripted slow =
        new Scripted(
            "slow",
            command ->
                command.words().contains("visit")
                    ? print(before("a:avgt:t1", command)) + "; exec sleep 60"
                    : "exit 1");
    RunFolder folder = folder(1, slow);
    Session session = Session.open("matrix-test", jar, Optional.empty(), Optional.of(temp));
    MatrixListener interrupter =
        new MatrixListener() {
          @Override
          public void started(String run) {
            session.refuse();
            ProcessHandle.current()
                .children()
                .filter(one -> one.info().commandLine().orElse("").contains("sleep 60"))
                .forEach(ProcessHandle::destroyForcibly);
          }
        };
    new Matrix(
            plan(1, true, slow), Map.of("slow", slow.stack()), RUNS, folder, session, interrupter)
        .run();
    session.close();
    assertThat(statuses(folder)).containsExactly(Slot.Status.PLANNED);
    assertThat(folder.document().schedule().get(0).failures()).isEmpty();
    assertThat(folder.document().finished()).isEmpty();
  }

  private boolean run(RunFolder folder, int blocks, boolean kept, Scripted... layers)
      throws IOException, InterruptedException {
    Map<String, Stack> stacks = new TreeMap<>();
    for (Scripted layer : layers) {
      stacks.put(layer.name(), layer.stack());
    }
    try (Session session = Session.open("matrix-test", jar, Optional.empty(), Optional.of(temp))) {
      return new Matrix(plan(blocks, kept, layers), stacks, RUNS, folder, session, listener).run();
    }
  }

  private RunFolder folder(int blocks, Scripted... layers) throws IOException {
    MatrixPlan plan = plan(blocks, true, layers);
    return RunFolder.create(
        temp.resolve("run"),
        RunDocument.planned(
            "run",
            Instant.EPOCH,
            plan.seed(),
            plan.asOptions(),
            Facts.of(Map.of()),
            RandomBlocks.schedule(plan.environments(), blocks, plan.seed())));
  }

  private static MatrixPlan plan(int blocks, boolean kept, Scripted... layers) {
    return new MatrixPlan(
        Stream.of(layers).map(Scripted::name).toList(),
        List.of("."),
        "quick",
        blocks,
        new Timing(0, 1, 1, 1),
        5,
        Limits.NONE,
        List.of(),
        1,
        kept,
        Optional.empty(),
        "abc");
  }

  private static List<Slot.Status> statuses(RunFolder folder) {
    return folder.document().schedule().stream().map(Slot::status).toList();
  }

  private static List<Command> visits(Scripted layer) {
    return layer.commands().stream().filter(one -> one.words().contains("visit")).toList();
  }

  private static List<String> skipped(Command visit) {
    List<String> skipped = new ArrayList<>();
    for (int i = 1; i < visit.words().size(); i++) {
      if (visit.words().get(i - 1).equals("--skip")) {
        skipped.add(visit.words().get(i));
      }
    }
    return skipped;
  }

  /** A visit that goes well: what is not to be skipped, each with one fork. */
  private static String all(Command visit) {
    List<VisitEvent> events = before("", visit);
    events.add(new VisitEvent.Finished());
    return print(events);
  }

  /** All events up to the start of that benchmark. */
  private static List<VisitEvent> before(String last, Command visit) {
    List<String> left = new ArrayList<>(RUNS);
    left.removeAll(skipped(visit));
    List<VisitEvent> events = new ArrayList<>();
    events.add(new VisitEvent.Planned(left));
    if (!visit.words().contains("--no-facts")) {
      events.add(new VisitEvent.FactsRead(Facts.of(Map.of("kernel.release", "6"))));
    }
    for (String run : left) {
      events.add(new VisitEvent.Started(run));
      if (run.equals(last)) {
        return events;
      }
      events.add(new VisitEvent.Ended(run, Optional.empty(), jmh(run), ""));
    }
    return events;
  }

  private static String print(List<VisitEvent> events) {
    return events.stream()
        .map(event -> "printf '%s\\n' " + Command.quoted(event.line()))
        .collect(Collectors.joining("; "));
  }

  private static String jmh(String run) {
    return """
        [{"benchmark": "%s", "mode": "avgt", "threads": 1, "forks": 1,
          "primaryMetric": {"score": 1, "scoreUnit": "ns/op", "rawData": [[1, 2]]},
          "secondaryMetrics": {}}]
        """
        .formatted(run.substring(0, 1));
  }
}
