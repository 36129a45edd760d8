package dev.tare.experiment;

import static dev.tare.experiment.Scripted.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.experiment.VisitOutcome.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a visit's end is called, by what came through its pipe. */
class VisitTest {
  private static final String RUN = "a:avgt:t1";
  private static final Timing SHORT = new Timing(0, 1, 1, 1);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final List<String> console = Collections.synchronizedList(new ArrayList<>());

  @Test
  void allRunIsFinished() throws Exception {
    VisitOutcome outcome =
        visit(said(planned(), started(), ended(null), new VisitEvent.Finished()), LONG);
    assertThat(outcome.end()).isEqualTo(End.FINISHED);
    assertThat(outcome.finished()).containsExactly(RUN);
    assertThat(outcome.reason()).isEmpty();
    assertThat(outcome.isUsableAgain()).isTrue();
  }

  @Test
  void failedBenchmarkLeavesTheEnvironmentUsable() throws Exception {
    VisitOutcome outcome =
        visit(said(planned(), ended("no io_uring"), new VisitEvent.Finished()) + "; exit 5", LONG);
    assertThat(outcome.end()).isEqualTo(End.BENCHMARK_FAILED);
    assertThat(outcome.failures()).containsEntry(RUN, "no io_uring");
    assertThat(outcome.isUsableAgain()).isTrue();
  }

  @Test
  void forkKilledForItsMemoryIsSaid() throws Exception {
    VisitOutcome outcome =
        visit(
            said(planned(), ended("killed for its memory: exit 137"), new VisitEvent.Finished()),
            LONG);
    assertThat(outcome.end()).isEqualTo(End.OUT_OF_MEMORY);
    assertThat(outcome.isUsableAgain()).isFalse();
  }

  @Test
  void visitKilledForItsMemoryIsToldByTheCounterOfItsGroup() throws Exception {
    String died = said(planned(), started()) + "; exit 137";
    assertThat(visit(died, "echo low 0; echo oom_kill 2", LONG).end()).isEqualTo(End.OUT_OF_MEMORY);
    assertThat(visit(died, "echo low 0; echo oom_kill 0", LONG).end()).isEqualTo(End.DIED);
    assertThat(visit(died, "exit 1", LONG).end()).isEqualTo(End.DIED);
  }

  @Test
  void benchmarkThatRanWhenTheEnvironmentDiedHasFailed() throws Exception {
    VisitOutcome outcome =
        visit(said(planned(), started()) + "; echo the guest is gone >&2; exit 255", LONG);
    assertThat(outcome.end()).isEqualTo(End.DIED);
    assertThat(outcome.failures().get(RUN)).contains("255", "the guest is gone");
    assertThat(outcome.finished()).isEmpty();
  }

  @Test
  void whatWasFinishedBeforeADeathStays() throws Exception {
    VisitOutcome outcome = visit(said(planned(), started(), ended(null)) + "; exit 1", LONG);
    assertThat(outcome.end()).isEqualTo(End.DIED);
    assertThat(outcome.finished()).containsExactly(RUN);
    assertThat(outcome.failures()).isEmpty();
  }

  @Test
  void fullDiskIsSaid() throws Exception {
    VisitOutcome outcome =
        visit(
            said(
                planned(),
                ended("IOException: No space left on device"),
                new VisitEvent.Finished()),
            LONG);
    assertThat(outcome.end()).isEqualTo(End.DISK_FULL);
  }

  @Test
  void silenceEndsTheVisit() throws Exception {
    VisitOutcome outcome =
        visit(said(planned(), started()) + "; exec sleep 60", Duration.ofMillis(500));
    assertThat(outcome.end()).isEqualTo(End.TIMED_OUT);
    assertThat(outcome.failures()).containsOnlyKeys(RUN);
  }

  @Test
  void usageIsARefusalAndNotADeath() throws Exception {
    VisitOutcome outcome = visit("echo tare: no benchmark matches >&2; exit 2", LONG);
    assertThat(outcome.end()).isEqualTo(End.REFUSED);
    assertThat(outcome.reason().orElseThrow()).contains("no benchmark matches");
  }

  @Test
  void tornAndForeignLinesGoToTheConsole() throws Exception {
    VisitOutcome outcome =
        visit("echo a warning of the engine; printf '{\"event\":\"sta'; exit 1", LONG);
    assertThat(outcome.end()).isEqualTo(End.DIED);
    assertThat(console).containsExactly("a warning of the engine", "{\"event\":\"sta");
  }

  @Test
  void visitThatEndsBeforeItsBarrierIsNotWaitedFor() throws Exception {
    Scripted layer = new Scripted("x", command -> "exit 1");
    try (Visit visit =
        Visit.start(layer.environment(), plan().withBarrier(true), new VisitListener() {}, LONG)) {
      assertThat(visit.awaitReady()).isFalse();
    }
  }

  @Test
  void visitAtTheBarrierGoesOnWhenItIsTold() throws Exception {
    String script =
        said(planned(), started(), new VisitEvent.Ready(RUN))
            + "; read line; "
            + said(ended(null), new VisitEvent.Finished());
    Scripted layer = new Scripted("x", command -> script);
    try (Visit visit =
        Visit.start(
            layer.environment(),
            plan().withBarrier(true),
            new VisitListener() {},
            Duration.ofMillis(1500))) {
      assertThat(visit.awaitReady()).isTrue();
      // Longer than the patience: at the barrier silence is expected.
      Thread.sleep(2000);
      visit.go();
      assertThat(visit.await().end()).isEqualTo(End.FINISHED);
    }
  }

  private VisitOutcome visit(String script, Duration patience) throws Exception {
    return visit(script, "exit 1", patience);
  }

  private VisitOutcome visit(String script, String counter, Duration patience) throws Exception {
    Scripted layer =
        new Scripted("x", command -> command.words().get(0).equals("cat") ? counter : script);
    VisitListener listener =
        new VisitListener() {
          @Override
          public void console(String line) {
            console.add(line);
          }
        };
    try (Visit visit = Visit.start(layer.environment(), plan(), listener, patience)) {
      return visit.await();
    }
  }

  private static VisitPlan plan() {
    return VisitPlan.of(List.of("a"), SHORT, 1);
  }

  private static VisitEvent planned() {
    return new VisitEvent.Planned(List.of(RUN));
  }

  private static VisitEvent started() {
    return new VisitEvent.Started(RUN);
  }

  private static VisitEvent ended(String failure) {
    return new VisitEvent.Ended(RUN, Optional.ofNullable(failure), "[]", "");
  }
}
