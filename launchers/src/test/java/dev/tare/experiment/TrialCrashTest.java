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

/** What becomes of a trial in which a JVM crashes. */
class TrialCrashTest {
  private static final String RUN = "a:avgt:t1";
  private static final String OTHER = "b:avgt:t1";
  private static final String CRASH =
      "forked VM failed with exit code 134: SIGSEGV (0xb) at pc=0x00007f3a2c1";
  private static final TrialPlan PLAN = TrialPlan.of(List.of("."), new Timing(0, 1, 1, 1), 1);

  private final List<String> told = Collections.synchronizedList(new ArrayList<>());

  @Test
  void forkThatCrashedInAnEmulatedGuestIsRunAgainAloneAndMarked() throws Exception {
    Scripted guest =
        guest(
            said(planned(RUN, OTHER), ended(RUN, CRASH), ended(OTHER, null), finished())
                + "; exit 5",
            said(planned(RUN), ended(RUN, null), finished()));
    TrialOutcome outcome = trial(guest.emulated(), PLAN);
    assertThat(outcome.end()).isEqualTo(End.FINISHED);
    assertThat(outcome.finished()).containsExactlyInAnyOrder(RUN, OTHER);
    assertThat(outcome.failures()).isEmpty();
    assertThat(outcome.crashes()).containsOnlyKeys(RUN).containsEntry(RUN, CRASH);
    assertThat(outcome.planned()).containsExactly(RUN, OTHER);
    assertThat(told).containsExactly("again " + RUN, "done " + OTHER, "done " + RUN);
    assertThat(guest.commands().get(1).words()).containsSequence("--skip", OTHER);
  }

  @Test
  void forkThatCrashesTwiceHasFailed() throws Exception {
    String crashes = said(planned(RUN), ended(RUN, CRASH), finished()) + "; exit 5";
    Scripted guest = guest(crashes, crashes, said(planned(RUN), ended(RUN, null), finished()));
    TrialOutcome outcome = trial(guest.emulated(), PLAN);
    assertThat(outcome.end()).isEqualTo(End.BENCHMARK_FAILED);
    assertThat(outcome.failures()).containsOnlyKeys(RUN);
    assertThat(outcome.crashes()).containsOnlyKeys(RUN);
    assertThat(told).containsExactly("again " + RUN, "failed " + RUN);
    assertThat(guest.commands()).hasSize(2);
  }

  @Test
  void crashOnRealCpusIsAFailureAtOnce() throws Exception {
    assertFailsAtOnce(guest(crashing(CRASH)), PLAN);
  }

  @Test
  void forkThatWasKilledFromOutsideIsAFailureAtOnce() throws Exception {
    assertFailsAtOnce(guest(crashing("forked VM failed with exit code 137")).emulated(), PLAN);
  }

  @Test
  void forkThatMeasuredBesideOthersIsNotRunAgainAlone() throws Exception {
    String passed =
        said(planned(RUN), new TrialEvent.Ready(RUN), ended(RUN, CRASH), finished()) + "; exit 5";
    assertFailsAtOnce(guest(passed).emulated(), PLAN.withBarrier(true));
  }

  @Test
  void forkThatCrashesBeforeItsBarrierComesThereTheSecondTime() throws Exception {
    Scripted guest =
        guest(
            crashing(CRASH),
            said(planned(RUN), new TrialEvent.Ready(RUN))
                + "; read line; "
                + said(ended(RUN, null), finished()));
    try (Trial trial = start(guest.emulated(), PLAN.withBarrier(true))) {
      assertThat(trial.awaitReady()).isTrue();
      trial.go();
      assertThat(trial.await().end()).isEqualTo(End.FINISHED);
    }
    assertThat(told).containsExactly("again " + RUN, "done " + RUN);
  }

  @Test
  void trialWhoseOwnJvmCrashedGoesOnWhereItWas() throws Exception {
    Scripted guest =
        guest(
            said(planned(RUN, OTHER), ended(RUN, null), new TrialEvent.Started(OTHER))
                + "; echo '#  SIGSEGV (0xb) at pc=0x00007f3a2c1, pid=9, tid=10'; exit 134",
            said(planned(OTHER), ended(OTHER, null), finished()));
    TrialOutcome outcome = trial(guest.emulated(), PLAN);
    assertThat(outcome.end()).isEqualTo(End.FINISHED);
    assertThat(outcome.finished()).containsExactly(RUN, OTHER);
    assertThat(outcome.crashes().get(OTHER)).contains("SIGSEGV");
    assertThat(guest.commands().get(1).words()).containsSequence("--skip", RUN);
  }

  @Test
  void iterationsOfACrashedForkAreForgotten() throws Exception {
    TrialEvent torn = new TrialEvent.Iterated(RUN, 1, 5, "ops/s");
    TrialEvent sound = new TrialEvent.Iterated(RUN, 1, 7, "ops/s");
    Scripted guest =
        guest(
            said(planned(RUN), torn, ended(RUN, CRASH), finished()),
            said(planned(RUN), sound, ended(RUN, null), finished()));
    try (BackgroundLoad one =
        new BackgroundLoad("a", guest.emulated().environment(), System::nanoTime, line -> {})) {
      one.start(PLAN, Duration.ofSeconds(30));
      assertThat(one.await().end()).isEqualTo(End.FINISHED);
      assertThat(one.slices()).extracting(Slice::score).containsExactly(7.0);
    }
  }

  private void assertFailsAtOnce(Scripted guest, TrialPlan plan) throws Exception {
    TrialOutcome outcome = trial(guest, plan);
    assertThat(outcome.end()).isEqualTo(End.BENCHMARK_FAILED);
    assertThat(outcome.failures()).containsOnlyKeys(RUN);
    assertThat(outcome.crashes()).isEmpty();
    assertThat(told).containsExactly("failed " + RUN);
    assertThat(guest.commands()).hasSize(1);
  }

  private TrialOutcome trial(Scripted guest, TrialPlan plan) throws Exception {
    try (Trial trial = start(guest, plan)) {
      return trial.await();
    }
  }

  private Trial start(Scripted guest, TrialPlan plan) throws Exception {
    TrialListener listener =
        new TrialListener() {
          @Override
          public void event(TrialEvent event) {
            if (event instanceof TrialEvent.Ended ended) {
              told.add((ended.failure().isPresent() ? "failed " : "done ") + ended.run());
            }
          }

          @Override
          public void again(String run, String why) {
            told.add("again " + run);
          }
        };
    return new Trial(guest.environment(), plan, listener, Duration.ofSeconds(30));
  }

  /** One script for each time that a trial is started. */
  private static Scripted guest(String... scripts) {
    List<String> left = new ArrayList<>(List.of(scripts));
    return new Scripted("x", command -> left.isEmpty() ? "exit 9" : left.remove(0));
  }

  private static String crashing(String failure) {
    return said(planned(RUN), ended(RUN, failure), finished()) + "; exit 5";
  }

  private static TrialEvent planned(String... runs) {
    return new TrialEvent.Planned(List.of(runs));
  }

  private static TrialEvent ended(String run, String failure) {
    return new TrialEvent.Ended(run, Optional.ofNullable(failure), "[]", "");
  }

  private static TrialEvent finished() {
    return new TrialEvent.Finished();
  }
}
