package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tare.result.Slot;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
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
  void everyVisitIsALineWithWhatIsDone() {
    try (RunProgress progress = RunProgress.ofForks("matrix", 4, 2, lines)) {
      progress.visiting(Slot.planned(0, 0, "docker"));
      progress.started("dev.tare.bench.cpu.Prime.events:thrpt:t1");
      progress.ended("dev.tare.bench.cpu.Prime.events:thrpt:t1");
      progress.note("docker: made anew: it died");
      progress.visiting(Slot.planned(1, 1, "docker"));
    }
    List<String> said = err.toString().lines().toList();
    assertThat(said).hasSize(3);
    assertThat(said.get(0)).isEqualTo("matrix: block 1/2 docker, 0 of 4 done");
    assertThat(said.get(1)).isEqualTo("tare: docker: made anew: it died");
    assertThat(said.get(2)).matches("matrix: block 2/2 docker, 1 of 4 done, about .* left");
  }

  @Test
  void forksThatAreAddedCount() {
    try (RunProgress progress = RunProgress.ofForks("gate", 2, 1, lines)) {
      progress.more(10);
      progress.visiting(Slot.planned(2, 1, "baseline"));
    }
    assertThat(err).hasToString("gate: block 2/2 baseline, 0 of 12 done" + System.lineSeparator());
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
