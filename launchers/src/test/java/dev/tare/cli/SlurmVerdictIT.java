package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The nodes of a real Slurm are one machine's one CPU in turn, of which one node has half. */
@Tag("full")
@Isolated("a node's figure is that of the CPU")
class SlurmVerdictIT {

  @TempDir private Path folder;

  @Test
  void theNodeWithHalfACpuIsNamedAndNoOther() throws Exception {
    try (SlurmCluster cluster = SlurmCluster.start(Files.createDirectory(folder.resolve("c")))) {
      cluster.halve(5);
      Jar.Ended shown =
          cluster
              .jar(folder)
              .patient()
              .ends(
                  ExitCode.DONE,
                  "fleet",
                  "--env=slurm(nodes=8)",
                  "--benchmarks=cpu.Prime",
                  "--blocks=3",
                  "--profile=quick",
                  "--at-once=1",
                  "--tau=25%",
                  "--out=run");
      // Nothing is named where other work has the machine, and the run itself says that.
      boolean noisy = shown.out().contains("noise: disturbed from outside in more than half");
      assumeFalse(
          noisy && shown.out().contains("No node of 8 is surely off the others"),
          "the noise of this machine hides half a CPU");
      assertThat(shown.out())
          .containsPattern("1 of 8 nodes is off the others: n5 \\([12][.\\d]*\u00d7\\)");
      assertThat(cluster.asked("squeue", "-h")).isBlank();
    }
  }
}
