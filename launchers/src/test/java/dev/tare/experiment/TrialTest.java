package dev.tare.experiment;

import static dev.tare.experiment.Scripted.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.experiment.TrialOutcome.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a trial's end is called, by what came through its pipe. */
class TrialTest {
  private static final String RUN = "a:avgt:t1";
  private static final Timing SHORT = new Timing(0, 1, 1, 1);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final List<String> console = Collections.synchronizedList(new ArrayList<>());

  @Test
  void allRunIsFinished() throws Exception {
    TrialOutcome outcome =
        trial(said(planned(), started(), ended(null), new TrialEvent.Finished()), LONG);
    assertThat(outcome.end()).isEqualTo(End.FINISHED);
    assertThat(outcome.finished()).containsExactly(RUN);
    assertThat(outcome.reason()).isEmpty();
    assertThat(outcome.isUsableAgain()).isTrue();
  }

  @Test
  void failedBenchmarkLeavesTheEnvironmentUsable() throws Exception {
    TrialOutcome outcome =
        trial(said(planned(), ended("no io_uring"), new TrialEvent.Finished()) + "; exit 5", LONG);
    assertThat(outcome.end()).isEqualTo(End.BENCHMARK_FAILED);
    assertThat(outcome.failures()).containsEntry(RUN, "no io_uring");
    assertThat(outcome.isUsableAgain()).isTrue();
  }

  @Test
  void forkKilledForItsMemoryIsSaid() throws Exception {
    TrialOutcome outcome =
        trial(
            said(planned(), ended("killed for its memory: exit 137"), new TrialEvent.Finished()),
            LONG);
    assertThat(outcome.end()).isEqualTo(End.OUT_OF_MEMORY);
    assertThat(outcome.isUsableAgain()).isFalse();
  }

  @Test
  void trialKilledForItsMemoryIsToldByTheCounterOfItsGroup() throws Exception {
    String died = said(planned(), started()) + "; exit 137";
    assertThat(trial(died, "echo low 0; echo oom_kill 2", LONG).end()).isEqualTo(End.OUT_OF_MEMORY);
    assertThat(trial(died, "echo low 0; echo oom_kill 0", LONG).end()).isEqualTo(End.DIED);
    assertThat(trial(died, "exit 1", LONG).end()).isEqualTo(End.DIED);
  }

  @Test
  void benchmarkThatRanWhenTheEnvironmentDiedHasFailed() throws Exception {
    TrialOutcome outcome =
        trial(said(planned(), started()) + "; echo the guest is gone >&2; exit 255", LONG);
    assertThat(outcome.end()).isEqualTo(End.DIED);
    assertThat(outcome.failures().get(RUN)).contains("255", "the guest is gone");
    assertThat(outcome.finished()).isEmpty();
  }

  @Test
  void whatWasFinishedBeforeADeathStays() throws Exception {
    TrialOutcome outcome = trial(said(planned(), started(), ended(null)) + "; exit 1", LONG);
    assertThat(outcome.end()).isEqualTo(End.DIED);
    assertThat(outcome.finished()).containsExactly(RUN);
    assertThat(outcome.failures()).isEmpty();
  }

  @Test
  void fullDiskIsSaid() throws Exception {
    TrialOutcome outcome =
        trial(
            said(
                planned(),
                ended("IOException: No space left on device"),
                new TrialEvent.Finished()),
            LONG);
    assertThat(outcome.end()).isEqualTo(End.DISK_FULL);
  }

  @Test
  void silenceEndsTheTrial() throws Exception {
    TrialOutcome outcome =
        trial(said(planned(), started()) + "; exec sleep 60", Duration.ofMillis(500));
    assertThat(outcome.end()).isEqualTo(End.TIMED_OUT);
    assertThat(outcome.failures()).containsOnlyKeys(RUN);
  }

  @Test
  void usageIsARefusalAndNotADeath() throws Exception {
    TrialOutcome outcome = trial("echo tare: no benchmark matches >&2; exit 2", LONG);
    assertThat(outcome.end()).isEqualTo(End.REFUSED);
    assertThat(outcome.reason().orElseThrow()).contains("no benchmark matches");
  }

  @Test
  void tornAndForeignLinesGoToTheConsole() throws Exception {
    TrialOutcome outcome =
        trial("echo a warning of the engine; printf '{\"event\":\"sta'; exit 1", LONG);
    assertThat(outcome.end()).isEqualTo(End.DIED);
    assertThat(console).containsExactly("a warning of the engine", "{\"event\":\"sta");
  }

  @Test
  void trialThatEndsBeforeItsBarrierIsNotWaitedFor() throws Exception {
    Scripted layer = new Scripted("x", command -> "exit 1");
    try (Trial trial =
        new Trial(layer.environment(), plan().withBarrier(true), new TrialListener() {}, LONG)) {
      assertThat(trial.awaitReady()).isFalse();
    }
  }

  @Test
  void trialAtTheBarrierGoesOnWhenItIsTold() throws Exception {
    String script =
        said(planned(), started(), new TrialEvent.Ready(RUN))
            + "; read line; "
            + said(ended(null), new TrialEvent.Finished());
    Scripted layer = new Scripted("x", command -> script);
    try (Trial trial =
        new Trial(
            layer.environment(),
            plan().withBarrier(true),
            new TrialListener() {},
            Duration.ofMillis(1500))) {
      assertThat(trial.awaitReady()).isTrue();
      // Longer than the patience: at the barrier silence is expected.
      Thread.sleep(2000);
      trial.go();
      assertThat(trial.await().end()).isEqualTo(End.FINISHED);
    }
  }

  private TrialOutcome trial(String script, Duration patience) throws Exception {
    return trial(script, "exit 1", patience);
  }

  private TrialOutcome trial(String script, String counter, Duration patience) throws Exception {
    Scripted layer =
        new Scripted("x", command -> command.words().get(0).equals("cat") ? counter : script);
    TrialListener listener =
        new TrialListener() {
          @Override
          public void console(String line) {
            console.add(line);
          }
        };
    try (Trial trial = new Trial(layer.environment(), plan(), listener, patience)) {
      return trial.await();
    }
  }

  private static TrialPlan plan() {
    return TrialPlan.of(List.of("a"), SHORT, 1);
  }

  private static TrialEvent planned() {
    return new TrialEvent.Planned(List.of(RUN));
  }

  private static TrialEvent started() {
    return new TrialEvent.Started(RUN);
  }

  private static TrialEvent ended(String failure) {
    return new TrialEvent.Ended(RUN, Optional.ofNullable(failure), "[]", "");
  }
}
