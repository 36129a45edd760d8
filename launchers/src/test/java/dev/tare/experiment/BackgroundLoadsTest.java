package dev.tare.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.launch.Command;
import dev.tare.launch.LaunchException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With a shell script in place of the jar: it speaks the events and waits for its line. */
class BackgroundLoadsTest {
  private static final TrialPlan PLAN =
      TrialPlan.of(List.of("any"), new Timing(0, 1, 2, 1), 1).withBarrier(true);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final String SCRIPT =
      """
      echo '{"event":"planned","runs":["r"]}'
      echo '{"event":"started","run":"r"}'
      echo '{"event":"ready","run":"r"}'
      read line
      echo '{"event":"iterated","run":"r","number":1,"score":1.5,"unit":"s/op"}'
      echo '{"event":"iterated","run":"r","number":2,"score":2.5,"unit":"s/op"}'
      echo '{"event":"ended","run":"r","jmh":"[1]","latencies":""}'
      echo '{"event":"end"}'
      """;

  private final List<String> closed = new ArrayList<>();

  @Test
  void allPassTheBarrierTogetherAndTellTheirIterations() throws Exception {
    try (BackgroundLoads two =
        BackgroundLoads.make(List.of("a", "b"), role -> made(role, SCRIPT))) {
      two.start(one -> PLAN, PATIENCE);
      assertThat(two.awaitReady()).isEmpty();
      assertThat(two.of("a").slices()).isEmpty();
      assertThat(two.overlap()).isEmpty();

      two.go();
      List<TrialOutcome> outcomes = two.await();

      assertThat(outcomes).allMatch(one -> one.end() == TrialOutcome.End.FINISHED);
      assertThat(two.of("b").slices()).extracting(Slice::score).containsExactly(1.5, 2.5);
      assertThat(two.of("b").results()).extracting(TrialEvent.Ended::jmh).containsExactly("[1]");
      assertThat(two.overlap()).isPresent();
      Span span = two.of("a").span().orElseThrow();
      assertThat(span.endNs()).isEqualTo(two.of("a").slices().get(1).endNs());
    }
    assertThat(closed).containsExactly("b", "a");
  }

  @Test
  void oneThatDiesBeforeTheBarrierIsNamed() throws Exception {
    try (BackgroundLoads two =
        BackgroundLoads.make(
            List.of("a", "b"), role -> made(role, role.equals("b") ? "exit 3" : SCRIPT))) {
      two.start(one -> PLAN, PATIENCE);

      assertThat(two.awaitReady().map(BackgroundLoad::role)).hasValue("b");
    }
  }

  @Test
  void theOthersGoOnWithoutThoseThatAreExcused() throws Exception {
    List<String> excused = new ArrayList<>();
    BackgroundLoads.Excuse excuse = (role, why) -> excused.add(role + ": " + why);
    try (BackgroundLoads all =
        BackgroundLoads.make(
            List.of("a", "b", "c", "d"),
            role -> {
              if (role.equals("b")) {
                throw new LaunchException("no room for b");
              }
              return made(role, role.equals("c") ? "unstartable" : SCRIPT);
            },
            excuse)) {
      all.start(one -> PLAN, PATIENCE, excuse);
      assertThat(all.all()).extracting(BackgroundLoad::role).containsExactly("a", "d");
      all.lose(all.of("d"));
      assertThat(all.awaitReady()).isEmpty();
      all.go();
      assertThat(all.await()).hasSize(1);
      assertThat(all.overlap()).hasValue(1);
    }
    assertThat(excused).containsExactly("b: no room for b", "c: the guest died");
    assertThat(closed).containsExactlyInAnyOrder("a", "c", "d");
  }

  @Test
  void oneThatEndsAtTheBarrierIsToldByItsOutcome() throws Exception {
    String killed = SCRIPT.replace("read line\n", "kill -9 $$\n");
    try (BackgroundLoads two =
        BackgroundLoads.make(
            List.of("a", "b"), role -> made(role, role.equals("b") ? killed : SCRIPT))) {
      two.start(one -> PLAN, PATIENCE);
      assertThat(two.awaitReady()).isEmpty();
      while (two.of("b").isRunning()) {
        Thread.sleep(1);
      }

      two.go();

      assertThat(two.await())
          .extracting(TrialOutcome::end)
          .containsExactly(TrialOutcome.End.FINISHED, TrialOutcome.End.DIED);
    }
    assertThat(closed).containsExactly("b", "a");
  }

  @Test
  void whatWasMadeIsEndedWhenTheNextCannotBe() {
    assertThatThrownBy(
            () ->
                BackgroundLoads.make(
                    List.of("a", "b", "c"),
                    role -> {
                      if (role.equals("c")) {
                        throw new IOException("no room for c");
                      }
                      return made(role, SCRIPT);
                    }))
        .hasMessage("no room for c");

    assertThat(closed).containsExactly("b", "a");
  }

  private BackgroundLoad made(String role, String script) {
    return new BackgroundLoad(role, new Scripted(role, script), System::nanoTime, line -> {});
  }

  /** Runs a script whatever it is told to run. */
  private final class Scripted extends BlankEnvironment {
    private final String name;
    private final String script;

    Scripted(String name, String script) {
      super("scripted");
      this.name = name;
      this.script = script;
    }

    @Override
    public Process start(Command command) throws IOException {
      if (script.equals("unstartable")) {
        throw new LaunchException("the guest died");
      }
      return new ProcessBuilder("sh", "-c", script).start();
    }

    @Override
    public void close() {
      closed.add(name);
    }
  }
}
