package dev.tare.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.experiment.TrialOutcome.End;
import dev.tare.launch.Environment;
import dev.tare.launch.Layers;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built jar measures on this host: what comes out, how it starts, how it ends. */
class TrialIT {
  private static final String SYSCALL = "dev.tare.bench.kernel.Syscall.getpid:avgt:t1";
  private static final Timing SHORT = new Timing(1, 50, 2, 50);
  private static final Stack BARE = new StackSyntax(Layers.standard()).parse("bare");

  @TempDir Path data;

  private final List<TrialEvent> events = Collections.synchronizedList(new ArrayList<>());
  private Session session;

  private final TrialListener listener =
      new TrialListener() {
        @Override
        public void event(TrialEvent event) {
          events.add(event);
        }
      };

  @BeforeEach
  void open() throws Exception {
    Path jar = Path.of(System.getProperty("tare.jar"));
    session = Session.open("trial-it", jar, Optional.empty(), Optional.of(data));
  }

  @AfterEach
  void close() throws Exception {
    session.close();
  }

  @Test
  void resultsComeOutAfterEachBenchmarkAndNothingStays() throws Exception {
    Environment bare = session.enter(BARE, Limits.NONE);
    TrialPlan plan = TrialPlan.of(List.of("kernel.Syscall", "cpu.Prime"), SHORT, 2);
    TrialOutcome outcome;
    try (Trial trial = new Trial(bare, plan, listener, Trial.patience(SHORT))) {
      outcome = trial.await();
    }
    assertThat(outcome.end()).as("%s", outcome).isEqualTo(End.FINISHED);
    assertThat(outcome.finished()).hasSize(2).contains(SYSCALL);
    assertThat(outcome.planned()).isEqualTo(outcome.finished());
    assertThat(outcome.facts().orElseThrow().get("libc.buildId")).isPresent();
    TrialEvent.Ended first =
        (TrialEvent.Ended)
            events.stream().filter(TrialEvent.Ended.class::isInstance).findFirst().orElseThrow();
    assertThat(first.jmh()).contains("\"benchmark\"", "-XX:ActiveProcessorCount=2");
    Path scratch = Path.of(bare.places().scratch());
    assertThat(scratch).isDirectory();
    session.close();
    assertThat(scratch).doesNotExist();
    try (Stream<Path> left = Files.list(data)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void whatIsSkippedDoesNotRun() throws Exception {
    Environment bare = session.enter(BARE, Limits.NONE);
    TrialPlan plan =
        TrialPlan.of(List.of("kernel.Syscall"), SHORT, 1)
            .withSkip(Set.of(SYSCALL))
            .withFacts(false);
    try (Trial trial = new Trial(bare, plan, listener, Trial.patience(SHORT))) {
      assertThat(trial.await().finished()).isEmpty();
    }
    assertThat(events).noneMatch(TrialEvent.Started.class::isInstance);
  }

  @Test
  void warmForkWaitsAtTheBarrierUntilItMayGo() throws Exception {
    Environment bare = session.enter(BARE, Limits.NONE);
    TrialPlan plan =
        TrialPlan.of(List.of("kernel.Syscall"), SHORT, 1).withFacts(false).withBarrier(true);
    try (Trial trial = new Trial(bare, plan, listener, Trial.patience(SHORT))) {
      assertThat(trial.awaitReady()).isTrue();
      Thread.sleep(300);
      assertThat(events).noneMatch(TrialEvent.Ended.class::isInstance);
      trial.go();
      assertThat(trial.await().finished()).containsExactly(SYSCALL);
    }
  }

  @Test
  void nothingMatchingIsRefused() throws Exception {
    Environment bare = session.enter(BARE, Limits.NONE);
    TrialPlan plan = TrialPlan.of(List.of("no.such.Benchmark"), SHORT, 1);
    try (Trial trial = new Trial(bare, plan, listener, Trial.patience(SHORT))) {
      TrialOutcome outcome = trial.await();
      assertThat(outcome.end()).isEqualTo(End.REFUSED);
      assertThat(outcome.reason().orElseThrow()).contains("no benchmark matches");
    }
  }

  @Test
  void silentTrialIsEndedWithItsFork() throws Exception {
    Environment bare = session.enter(BARE, Limits.NONE);
    TrialPlan plan =
        TrialPlan.of(List.of("kernel.Syscall"), new Timing(0, 1, 1, 60_000), 1).withFacts(false);
    try (Trial trial = new Trial(bare, plan, listener, Duration.ofSeconds(12))) {
      TrialOutcome outcome = trial.await();
      assertThat(outcome.end()).as("%s", outcome).isEqualTo(End.TIMED_OUT);
      assertThat(outcome.failures()).containsOnlyKeys(SYSCALL);
    }
  }

  @Test
  void orphanDoesNotGoOnMeasuring() throws Exception {
    Environment bare = session.enter(BARE, Limits.NONE);
    TrialPlan plan =
        TrialPlan.of(List.of("kernel.Syscall"), new Timing(0, 1, 1, 60_000), 1).withFacts(false);
    Process process = bare.start(plan.command(bare.places()));
    while (process.descendants().findAny().isEmpty() && process.isAlive()) {
      Thread.sleep(20);
    }
    process.getOutputStream().close();
    assertThat(process.waitFor(5, java.util.concurrent.TimeUnit.MINUTES)).isTrue();
    assertThat(process.descendants()).isEmpty();
  }
}
