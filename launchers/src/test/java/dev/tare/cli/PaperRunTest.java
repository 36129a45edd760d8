package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.result.StudyStep;
import dev.tare.result.io.PublishedJson;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first step of a study twice, whose folders cannot be made. */
class PaperRunTest {
  private static final String STUDY = "chaufournier2016";
  private static final Optional<Integer> FAILED = Optional.of(ExitCode.FAILED);

  @TempDir Path folder;

  private final List<StudyStep> steps =
      StudyStep.of(PublishedJson.read(), STUDY, Set.of("bare", "lxc")::contains).subList(0, 1);
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void filesAreInTheWay() throws Exception {
    for (int step = 0; step < 2; step++) {
      Files.writeString(folder.resolve(plan(Optional.empty()).folder(step)), "in the way");
    }
  }

  @Test
  void aStepThatFailsIsKeptAndTheNextIsMade() throws Exception {
    assertThat(run(plan(Optional.empty()))).isEqualTo(ExitCode.FAILED);

    assertThat(err.toString()).contains("1 of 2 steps: matrix", "2 of 2 steps: matrix");
    assertThat(PaperPlan.read(folder).exits()).hasSize(2).doesNotContain(Optional.empty());
    assertThat(out.toString()).contains("step 1, matrix").contains("step 2, matrix");
  }

  @Test
  void resumedBehindAStepThatFailedItMakesTheRestAlone() throws Exception {
    plan(FAILED).write(folder);

    assertThat(run(PaperPlan.read(folder))).isEqualTo(ExitCode.FAILED);

    assertThat(err.toString()).contains("2 of 2 steps: matrix").doesNotContain("1 of 2 steps");
    List<Optional<Integer>> exits = PaperPlan.read(folder).exits();
    assertThat(exits.get(0)).isEqualTo(FAILED);
    assertThat(exits.get(1)).isPresent();
    assertThat(out.toString()).contains("not all of it (exit 5)");
  }

  private int run(PaperPlan plan) throws Exception {
    PaperRun run = new PaperRun(folder, plan, new PrintWriter(out, true), new PrintWriter(err));
    return run.run(new FormatOption());
  }

  private PaperPlan plan(Optional<Integer> first) {
    return new PaperPlan(
        STUDY,
        "",
        Profile.quick,
        Optional.of(1),
        7,
        "paper " + STUDY,
        List.of(steps.get(0), steps.get(0)),
        List.of(),
        List.of(first, Optional.empty()));
  }
}
