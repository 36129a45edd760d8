package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a log gets: no bar, but a line for each step. */
class RunProgressTest {
  private final StringWriter err = new StringWriter();
  private final PrintWriter lines = new PrintWriter(err);

  @BeforeEach
  void withoutTerminal() {
    assumeThat(System.console()).as("a terminal has a bar").isNull();
  }

  @Test
  void whatHappensWithinAStepIsNoLineButANote() {
    try (RunProgress progress = RunProgress.ofShares("matrix", lines)) {
      progress.step("block 1 of 2, docker", 0, Duration.ZERO);
      progress.doing("dev.tare.bench.cpu.Prime.events:thrpt:t1");
      progress.within(0.25);
      progress.note("docker: made anew: it died");
      progress.step("block 2 of 2, docker", 0.5, Duration.ofSeconds(60));
      progress.step("block 2 of 2, docker", 0.75, Duration.ofSeconds(30));
    }
    assertThat(err.toString().lines())
        .containsExactly(
            "matrix: 0 %, block 1 of 2, docker",
            "tare: docker: made anew: it died", "matrix: 50 %, 60 s left, block 2 of 2, docker");
  }

  @Test
  void sharesAreSaidInPercentWithTheTimeLeft() {
    try (RunProgress progress = RunProgress.ofShares("density", lines)) {
      progress.step("docker x1", 0, Duration.ZERO);
      progress.step("docker x2", 0.254, Duration.ofSeconds(39));
      progress.step("docker x4", 0.5, Duration.ofSeconds(150));
      progress.step("done", 1, Duration.ZERO);
    }
    assertThat(err.toString().lines())
        .containsExactly(
            "density: 0 %, docker x1",
            "density: 25 %, 39 s left, docker x2",
            "density: 50 %, 3 min left, docker x4",
            "density: 100 %, done");
  }
}
