package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.result.Run;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verb on this host alone: what it leaves, how it goes on, what it refuses. */
class MatrixIT {
  private static final String[] SMALL = {"--benchmarks", "kernel.Syscall|cpu.Prime"};

  @TempDir Path folder;
  private Path data;
  private Path run;

  @BeforeEach
  void folders() throws IOException {
    data = Files.createDirectory(folder.resolve("data"));
    run = folder.resolve("run");
  }

  @Test
  void leavesACompleteRunFolderAndATable() throws Exception {
    Jar.Ended ended = matrix("--env", "bare", "--blocks", "2", "--out", "run", "--seed", "5");
    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("Syscall.getpid", "bare", "s/op", "Run folder: run");
    assertThat(run.resolve("report.html")).content().contains("Syscall");
    assertThat(run.resolve("bare/console.log")).content().contains("# Fork: 1 of 1");
    Run read = RunReader.readWithLatencies(run);
    assertThat(read.series().stream().filter(one -> one.key().isPrimary()))
        .hasSize(2)
        .allSatisfy(one -> assertThat(one.forks()).hasSize(2));
    assertThat(read.environments().get("bare").values())
        .containsKeys("libc.buildId", "tare.jarSha256", "kernel.release");
    assertThat(RunFolder.open(run).document().seed()).isEqualTo(5);
    Agreement.of(run, ended.out());
    nothingIsLeft();
  }

  @Test
  void killedAtAnyMomentItGoesOnAndRepeatsNothingFinished() throws Exception {
    Random random = new Random();
    List<String> start = List.of("--env", "bare", "--blocks", "3", "--out", "run");
    Process first = start(start.toArray(String[]::new));
    Jar.await(first, () -> Files.exists(run.resolve("run.json")));
    Process running = first;
    Map<Path, String> kept = new TreeMap<>();
    for (int kill = 0; kill < 4 && running.isAlive(); kill++) {
      running.waitFor(500 + random.nextInt(3000), TimeUnit.MILLISECONDS);
      List<ProcessHandle> all = running.descendants().toList();
      running.destroyForcibly().waitFor();
      Jar.awaitEnd(all);
      kept = stillThere(kept);
      running = new Jar(folder).brief().start("matrix", "--resume", "run");
    }
    assertThat(running.waitFor(Jar.MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(running.exitValue()).as(new Jar(folder).printed("stderr")).isZero();
    stillThere(kept);
    assertThat(RunReader.read(run).series().stream().filter(one -> one.key().isPrimary()))
        .hasSize(2)
        .allSatisfy(one -> assertThat(one.forks()).hasSize(3));
    assertThat(RunFolder.open(run).document().schedule())
        .allSatisfy(slot -> assertThat(slot.status()).isEqualTo(ScheduledTrial.Status.DONE))
        .allSatisfy(slot -> assertThat(slot.failures()).isEmpty());
    nothingIsLeft();
  }

  @Test
  void interruptedItLeavesNothingButWhatWasFinished() throws Exception {
    Process running = start("--env", "bare", "--blocks", "3", "--out", "run");
    Jar.await(running, () -> Files.exists(run.resolve("bare/trials/000.json")));
    List<ProcessHandle> all = running.descendants().toList();
    // As a terminal does it, and in the worst order: what runs inside is gone first.
    List<ProcessHandle> inOrder = new ArrayList<>(all);
    inOrder.add(running.toHandle());
    Jar.signal("INT", inOrder);
    assertThat(running.waitFor(Jar.MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(running.exitValue()).isEqualTo(130);
    Jar.awaitEnd(all);
    assertThat(new Jar(folder).printed("stderr")).contains("matrix --resume run");
    assertThat(RunFolder.open(run).document().schedule())
        .allSatisfy(slot -> assertThat(slot.failures()).isEmpty());
    nothingIsLeft();
  }

  @Test
  void dryRunPrintsEachCommandOfABlockAndHowLongAllOfThemTakeAndMakesNothing() throws Exception {
    Jar.Ended ended = matrix("--env", "bare", "--blocks", "2", "--dry-run");
    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.out().lines().filter(line -> line.contains("benchmarks.jar trial")))
        .hasSize(1);
    assertThat(ended.out()).contains("# the first of 2 blocks; all of them take about ");
    assertThat(folder.resolve("results")).doesNotExist();
    nothingIsLeft();
  }

  @Test
  void environmentThatCannotBeHadIsOneLineAfterTheRestRan() throws Exception {
    Jar.Ended ended =
        new Jar(folder)
            .brief()
            .env("PATH", "/nowhere")
            .run(with("--env", "bare", "--env", "docker", "--blocks", "1", "--out", "run"));
    assertThat(ended.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(ended.out()).contains("Syscall.getpid");
    assertThat(ended.err().lines().filter(line -> line.startsWith("tare: docker"))).hasSize(1);
  }

  @Test
  void engineThatHangsIsALineAfterTenSecondsAndTheRestRuns() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path docker = Files.writeString(bin.resolve("docker"), "#!/bin/sh\nexec sleep 600\n");
    Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwxr-xr-x"));
    Jar.Ended ended =
        new Jar(folder)
            .brief()
            .env("PATH", bin + ":" + System.getenv("PATH"))
            .run(with("--env", "bare", "--env", "docker", "--blocks", "1", "--out", "run"));
    assertThat(ended.exit()).as(ended.err()).isEqualTo(ExitCode.FAILED);
    assertThat(ended.err()).contains("docker: its check failed: it hangs (no end after 10 s)");
    assertThat(ended.out()).contains("Syscall.getpid");
  }

  @Test
  void withoutEnginesItMeasuresBareAndSaysWhatElseCouldBeHad() throws Exception {
    Jar.Ended ended =
        new Jar(folder).brief().env("PATH", "/nowhere").run(with("--blocks", "1", "--out", "run"));
    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("Syscall.getpid");
    assertThat(ended.err()).contains("tare: also to be had: docker: ");
  }

  @Test
  void badUsageIsRefusedBeforeAnythingRuns() throws Exception {
    for (String[] wrong :
        List.of(
            new String[] {"--env", "dokcer"},
            new String[] {"--env", "bare", "--limit", "memroy=1g"},
            new String[] {"--env", "bare", "--blocks", "0"},
            new String[] {"--env", "bare", "-p", "nosuch=1"},
            new String[] {"--resume", "nosuch"})) {
      Jar.Ended ended = matrix(wrong);
      assertThat(ended.exit()).as("%s: %s", List.of(wrong), ended.err()).isEqualTo(ExitCode.USAGE);
      assertThat(ended.err().lines().filter(line -> line.startsWith("tare: "))).hasSize(1);
    }
    Jar.Ended none = new Jar(folder).run("matrix", "--env", "bare", "--benchmarks", "no.such");
    assertThat(none.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(folder.resolve("results")).doesNotExist();
  }

  private Jar.Ended matrix(String... args) {
    return new Jar(folder).brief().run(with(args));
  }

  private Process start(String... args) throws IOException {
    // Where the tests run in the background, Ctrl-C is ignored, and that is inherited.
    return new Jar(folder).brief().interruptible().start(with(args));
  }

  private String[] with(String... args) {
    List<String> all = new ArrayList<>(List.of("matrix", "--data", data.toString()));
    all.addAll(List.of(SMALL));
    all.addAll(List.of(args));
    return all.toArray(String[]::new);
  }

  /** All that a trial's file held before is what it begins with now; returns what it holds now. */
  private Map<Path, String> stillThere(Map<Path, String> before) throws IOException {
    for (Map.Entry<Path, String> file : before.entrySet()) {
      String old = file.getValue().strip();
      assertThat(Files.readString(file.getKey())).startsWith(old.substring(0, old.length() - 2));
    }
    Map<Path, String> now = new TreeMap<>();
    Path trials = run.resolve("bare/trials");
    try (Stream<Path> files = Files.list(trials)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".json")).toList()) {
        now.put(file, Files.readString(file));
      }
    }
    return now;
  }

  /** No folder of the run: scratch in the temporary folder, data where it was asked for. */
  private void nothingIsLeft() throws IOException {
    try (Stream<Path> left = Files.list(data)) {
      assertThat(left).isEmpty();
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(one -> one.getFileName().toString()))
          .noneMatch(name -> name.startsWith("tare-"));
    }
  }
}
