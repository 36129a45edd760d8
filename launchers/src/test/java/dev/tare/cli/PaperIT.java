package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tare.launch.Layers;
import dev.tare.launch.StackSyntax;
import dev.tare.result.io.RunFolder;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A study in small, on the host, in Docker and in LXC: every step, the page, and the way back. */
@Tag("full")
@ResourceLock("both CPUs")
class PaperIT {
  @TempDir Path folder;

  @Test
  void aStudyInSmallEndsWithItsPageAndIsNotMadeAgain() throws Exception {
    StackSyntax syntax = new StackSyntax(Layers.standard());
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    for (String stack : List.of("docker", "lxc")) {
      assumeTrue(Environments.missing(List.of(syntax.parse(stack)), nowhere).isEmpty(), stack);
    }
    Jar jar = new Jar(folder).patient().brief();
    Jar.Ended ended =
        jar.run(
            "paper",
            "chaufournier2016",
            "--profile",
            "quick",
            "--blocks",
            "1",
            "--env",
            "bare,docker,lxc",
            "--out",
            "plan");

    assertThat(ended.exit()).as(ended.all()).isZero();
    assertThat(ended.err())
        .contains("left out of a quick plan: isolate --env lxc --victim cpu.Prime --neighbour fork")
        .containsPattern("paper: [0-9]+ %, about [0-9]+ (s|min) left, 3 of 3 steps: allocate");
    for (String step : List.of("01-matrix", "02-isolate", "03-allocate")) {
      Path run = folder.resolve("plan").resolve(step);
      assertThat(RunFolder.open(run).document().finished()).as(step).isPresent();
      assertThat(run.resolve("report.html")).exists();
    }
    assertThat(ended.out())
        .contains("Chaufournier 2016, Fig. 2", "Chaufournier 2016, Fig. 4")
        .contains("docker cpu.Prime set over docker cpu.Prime shares")
        .contains("figures are open.");
    assertThat(Files.readString(folder.resolve("plan").resolve("report.html")))
        .contains("What did Chaufournier 2016 find, and is it so here?", "03-allocate/report.html");

    Jar.Ended again = jar.run("paper", "chaufournier2016", "--resume", "plan");
    assertThat(again.exit()).as(again.all()).isZero();
    assertThat(again.err()).doesNotContain("matrix:", "1 of 3");
    assertThat(again.out()).contains("Chaufournier 2016, Fig. 9");
  }

  @Test
  void whatAStepRefusesIsRefusedBeforeAnythingIsMade() throws Exception {
    Jar jar = new Jar(folder);
    Jar.Ended ended = jar.run("paper", "dhar2016", "--env=docker", "--blocks=-1", "--out=never");
    assertThat(ended.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(ended.err()).isEqualTo("tare: --blocks -1: 1 to 1000\n");
    assertThat(folder.resolve("never")).doesNotExist();
  }
}
