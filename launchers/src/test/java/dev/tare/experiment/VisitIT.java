package dev.tare.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.experiment.VisitOutcome.End;
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

/** The built jar visited on this host: what comes out, how it starts, how it ends. */
class VisitIT {
  private static final String SYSCALL = "dev.tare.bench.kernel.Syscall.getpid:avgt:t1";
  private static final Timing SHORT = new Timing(1, 50, 2, 50);
  private static final Stack BARE = new StackSyntax(Layers.standard()).parse("bare");

  @TempDir Path data;

  private final List<VisitEvent> events = Collections.synchronizedList(new ArrayList<>());
  private Session session;

  private final VisitListener listener =
      new VisitListener() {
        @Override
        public void event(VisitEvent event) {
          events.add(event);
        }
      };

  @BeforeEach
  void open() throws Exception {
    Path jar = Path.of(System.getProperty("tare.jar"));
    session = Session.open("visit-it", jar, Optional.empty(), Optional.of(data));
  }

  @AfterEach
  void close() throws Exception {
    session.close();
  }

  @Test
  void resultsComeOutAfterEachBenchmarkAndNothingStays() throws Exception {
    Environment bare = session.enter(BARE, Limits.NONE);
    VisitPlan plan = VisitPlan.of(List.of("kernel.Syscall", "cpu.Prime"), SHORT, 2);
    VisitOutcome outcome;
    try (Visit visit = Visit.start(bare, plan, listener, Visit.patience(SHORT))) {
      outcome = visit.await();
    }
    assertThat(outcome.end()).as("%s", outcome).isEqualTo(End.FINISHED);
    assertThat(outcome.finished()).hasSize(2).contains(SYSCALL);
    assertThat(outcome.planned()).isEqualTo(outcome.finished());
    assertThat(outcome.facts().orElseThrow().get("libc.buildId")).isPresent();
    VisitEvent.Ended first =
        (VisitEvent.Ended)
            events.stream().filter(VisitEvent.Ended.class::isInstance).findFirst().orElseThrow();
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
    VisitPlan plan =
        VisitPlan.of(List.of("kernel.Syscall"), SHORT, 1)
            .withSkip(Set.of(SYSCALL))
            .withFacts(false);
    try (Visit visit = Visit.start(bare, plan, listener, Visit.patience(SHORT))) {
      assertThat(visit.await().finished()).isEmpty();
    }
    assertThat(events).noneMatch(VisitEvent.Started.class::isInstance);
  }

  @Test
  void warmForkWaitsAtTheBarrierUntilItMayGo() throws Exception {
    Environment bare = session.enter(BARE, Limits.NONE);
    VisitPlan plan =
        VisitPlan.of(List.of("kernel.Syscall"), SHORT, 1).withFacts(false).withBarrier(true);
    try (Visit visit = Visit.start(bare, plan, listener, Visit.patience(SHORT))) {
      assertThat(visit.awaitReady()).isTrue();
      Thread.sleep(300);
      assertThat(events).noneMatch(VisitEvent.Ended.class::isInstance);
      visit.go();
      assertThat(visit.await().finished()).containsExactly(SYSCALL);
    }
  }

  @Test
  void nothingMatchingIsRefused() throws Exception {
    Environment bare = session.enter(BARE, Limits.NONE);
    VisitPlan plan = VisitPlan.of(List.of("no.such.Benchmark"), SHORT, 1);
    try (Visit visit = Visit.start(bare, plan, listener, Visit.patience(SHORT))) {
      VisitOutcome outcome = visit.await();
      assertThat(outcome.end()).isEqualTo(End.REFUSED);
      assertThat(outcome.reason().orElseThrow()).contains("no benchmark matches");
    }
  }

  @Test
  void silentVisitIsEndedWithItsFork() throws Exception {
    Environment bare = session.enter(BARE, Limits.NONE);
    VisitPlan plan =
        VisitPlan.of(List.of("kernel.Syscall"), new Timing(0, 1, 1, 60_000), 1).withFacts(false);
    try (Visit visit = Visit.start(bare, plan, listener, Duration.ofSeconds(4))) {
      VisitOutcome outcome = visit.await();
      assertThat(outcome.end()).as("%s", outcome).isEqualTo(End.TIMED_OUT);
      assertThat(outcome.failures()).containsOnlyKeys(SYSCALL);
    }
  }

  @Test
  void orphanDoesNotGoOnMeasuring() throws Exception {
    Environment bare = session.enter(BARE, Limits.NONE);
    VisitPlan plan =
        VisitPlan.of(List.of("kernel.Syscall"), new Timing(0, 1, 1, 60_000), 1).withFacts(false);
    Process process = bare.start(plan.command(bare.places()));
    while (process.descendants().findAny().isEmpty() && process.isAlive()) {
      Thread.sleep(20);
    }
    process.getOutputStream().close();
    assertThat(process.waitFor(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    assertThat(process.descendants()).isEmpty();
  }
}
