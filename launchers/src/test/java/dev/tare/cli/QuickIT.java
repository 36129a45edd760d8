package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What quick leaves: when all goes well, when nothing does, and when it is cut short. */
class QuickIT {
  @TempDir Path folder;

  @Test
  void leavesACompleteRunFolderAndATable() throws Exception {
    Jar.Ended ended =
        new Jar(folder).run("quick", "--benchmarks", "kernel.Syscall", "--out", "run");
    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.out())
        .contains("Syscall.getpid")
        .containsPattern(" [nu]s/op ")
        .contains(": bare")
        .contains("report.html");
    Path run = folder.resolve("run");
    assertThat(run.resolve("run.json")).content().contains("\"finished\"");
    assertThat(run.resolve("report.html")).content().contains("Syscall");
    assertThat(run.resolve("bare/jmh.json")).isNotEmptyFile();
    assertThat(run.resolve("bare/facts.json")).isNotEmptyFile();
    assertThat(run.resolve("bare/console.log")).content().contains("# Fork: 1 of 1");
    assertThat(run.resolve("bare/trials")).isDirectoryContaining("glob:**/004.json");
    assertThat(ended.err()).doesNotContain("# Fork");
    Agreement.of(run, ended.out());
  }

  @Test
  void nothingMeasuredExitsFiveWithOneLineForEachFailure() {
    Jar.Ended ended =
        new Jar(folder)
            .jvm("-Dtare.data=/dev/shm")
            .run("quick", "--benchmarks", "disk.RandomFile", "--out", "run");
    assertThat(ended.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(ended.err().lines().filter(line -> line.startsWith("tare:"))).hasSize(1);
    assertThat(ended.err()).contains("/dev/shm");
    assertThat(ended.out()).isEmpty();
  }

  @Test
  void interruptedRunKeepsAndMergesWhatWasFinished() throws Exception {
    Process run = new Jar(folder).start("quick", "--benchmarks", "kernel.S", "--out", "run");
    Path first = folder.resolve("run/bare/trials/000.json");
    Jar.await(run, () -> Files.exists(first) && Files.size(first) > 0);
    Jar.interrupt(run);
    assertThat(run.exitValue()).isNotZero();
    assertThat(new Jar(folder).printed("stderr")).contains("tare: interrupted");
    assertThat(folder.resolve("run/bare/jmh.json")).content().contains("kernel.S");
    assertThat(folder.resolve("run/run.json")).content().doesNotContain("\"finished\"");
  }

  @Test
  void dataFileAndWhatAKilledRunLeftAreGoneAfterARun() throws IOException {
    Files.writeString(folder.resolve("tare-data-0-123.bin"), "begun and killed");
    String[] command = {
      "disk.RandomFile", "-p", "size=1m", "-f", "2", "-wi", "0", "-i", "1", "-r", "50ms"
    };
    Jar.Ended ended = new Jar(folder).jvm("-Dtare.data=" + folder).run(command);
    assumeThat(ended.err()).as("the temporary folder takes O_DIRECT").doesNotContain("O_DIRECT");
    assertThat(ended.exit()).as(ended.err()).isZero();
    try (var left = Files.list(folder)) {
      assertThat(left).noneMatch(file -> file.toString().endsWith(".bin"));
    }
  }
}
