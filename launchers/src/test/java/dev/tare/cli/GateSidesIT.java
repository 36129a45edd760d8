package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How gate --run has jars, commands and revisions of other projects, and how these fail. */
@Tag("full")
class GateSidesIT {
  private static final String SHORT = "-wi 1 -i 2 -r 100ms -w 100ms";

  @TempDir static Path built;

  private static Path same;
  private static Path slower;

  @TempDir Path folder;

  @BeforeAll
  static void jars() throws IOException {
    JmhFixture fixture = new JmhFixture(built);
    same = fixture.jar("same.jar", 100);
    slower = fixture.jar("slower.jar", 110);
  }

  private SideGate gate() {
    return new SideGate(folder);
  }

  @Test
  void aJarWithAMainClassOfItsOwnIsMeasuredAndABenchmarkThatFailsIsNamed() throws Exception {
    Path own = new JmhFixture(folder).jarOfItsOwn("own.jar", false);
    Jar.Ended ended =
        gate()
            .jar()
            .run(
                SideGate.jars(
                    same, own, "--blocks 1 --looks 1", "org.sample.*(same|failing) " + SHORT));
    assertThat(ended.exit()).as(ended.all()).isEqualTo(ExitCode.FAILED);
    assertThat(ended.err()).contains("Broken.failing failed: IllegalStateException: boom");
    assertThat(folder.resolve("run/candidate/console.log")).content().contains("# Benchmark: ");
    assertThat(gate().verdicts()).containsKey("org.sample.MyBenchmark.same");
  }

  @Test
  void aJarThatHangsIsEndedAndSaidInOneLine() throws Exception {
    Path hanging = new JmhFixture(folder).jarOfItsOwn("hanging.jar", true);
    Jar.Ended ended =
        gate()
            .jar()
            .ends(
                ExitCode.FAILED,
                SideGate.jars(same, hanging, "--time-limit 20s --looks 1", "same " + SHORT));
    assertThat(ended.err())
        .contains("candidate: failed twice in a row", "printed nothing for 20 s");
  }

  @Test
  void anInterruptionIsJudgedAndTheRunGoesOnWithTheSameJarsOnly() throws Exception {
    Path candidate = Files.copy(slower, folder.resolve("candidate.jar"));
    Process gate =
        gate()
            .jar()
            .interruptible()
            .start(SideGate.jars(same, candidate, "--blocks 5 --looks 1", "same " + SHORT));
    Jar.await(gate, () -> measured("baseline") && measured("candidate"));
    Jar.signal("INT", List.of(gate.toHandle()));
    assertThat(gate.waitFor(Jar.MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(folder.resolve("stderr")))
        .contains("go on with: java -jar ", " gate --resume run");
    assertThat(gate.exitValue())
        .as(Files.readString(folder.resolve("stdout")))
        .isEqualTo(ExitCode.INCONCLUSIVE);
    assertThat(Files.readString(folder.resolve("stdout"))).contains("nothing could be judged");

    byte[] whole = Files.readAllBytes(candidate);
    Files.write(candidate, new byte[] {0}, StandardOpenOption.APPEND);
    assertThat(gate().jar().run("gate", "--resume", "run").err())
        .startsWith("tare: --resume run: ")
        .contains("candidate.jar is not what it was");
    Files.write(candidate, whole);
    Jar.Ended ended = gate().jar().run("gate", "--resume", "run");
    assertThat(ended.out()).contains("of 1 scores", "Smallest change that matters: 3 %");
    for (String side : List.of("baseline", "candidate")) {
      try (var trials = Files.list(folder.resolve("run").resolve(side).resolve("trials"))) {
        assertThat(trials.filter(trial -> trial.toString().endsWith(".json"))).hasSize(5);
      }
    }
  }

  private boolean measured(String side) {
    return Files.exists(folder.resolve("run").resolve(side).resolve("jmh.json"));
  }

  @Test
  void aCommandThatFailsOrTakesTooLongIsSaidWithItsLastLine() throws Exception {
    String gate = "gate --run --looks 1 --time-limit 5s --shell --out ";
    Jar.Ended failing =
        gate()
            .jar()
            .ends(
                ExitCode.FAILED,
                SideGate.words(
                    gate + "f",
                    "--baseline-command",
                    "true",
                    "--candidate-command",
                    "echo why; exit 3"));
    assertThat(failing.err()).contains("echo why; exit 3 ended with 3: why");
    Jar.Ended slow =
        gate()
            .jar()
            .ends(
                ExitCode.FAILED,
                SideGate.words(
                    gate + "s", "--baseline-command", "true", "--candidate-command", "sleep 100"));
    assertThat(slow.err()).contains("sleep 100: ended after 5 s; --time-limit gives it more");
  }

  private String git(Path repository, String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of("git", "-c", "user.email=a@b", "-c", "user.name=n"));
    all.addAll(List.of(words));
    Process git =
        new ProcessBuilder(all).directory(repository.toFile()).redirectErrorStream(true).start();
    String said = new String(git.getInputStream().readAllBytes());
    assertThat(git.waitFor()).as(said).isZero();
    return said;
  }

  @Test
  void twoRevisionsAreBuiltInWorkTreesOfTheirOwnThatAreGoneAfterwards() throws Exception {
    Path input = folder.resolve("input");
    Files.copy(same, input);
    git(folder, "init", "-q", ".");
    git(folder, "add", "input");
    git(folder, "commit", "-qm", "before");
    Files.writeString(input, "no jar");
    String gate = "gate --run --baseline-rev HEAD --jar made/b.jar --blocks 1 --looks 1";
    String[] options = ("-- same " + SHORT).split(" ");
    List<String> words =
        new ArrayList<>(
            List.of(
                SideGate.words(
                    gate + " --out run",
                    "--build",
                    "sh -c 'mkdir made; cp input made/b.jar; echo built'")));
    words.addAll(List.of(options));
    Jar.Ended refused = gate().jar().run(words.toArray(String[]::new));
    assertThat(refused.exit()).as(refused.all()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.err()).contains("--candidate-rev WORKTREE: its made/b.jar: cannot be read");
    assertThat(folder.resolve("run")).doesNotExist();

    Files.copy(slower, input, StandardCopyOption.REPLACE_EXISTING);
    Jar.Ended ended = gate().jar().run(words.toArray(String[]::new));
    assertThat(ended.exit()).as(ended.all()).isEqualTo(ExitCode.INCONCLUSIVE);
    assertThat(folder.resolve("run/candidate/jmh.json")).isNotEmptyFile();
    assertThat(folder.resolve("run/build/baseline.log")).hasContent("built");
    assertThat(folder.resolve("run/build/baseline.jar")).hasSameBinaryContentAs(same);
    assertThat(ended.out())
        .containsPattern("candidate \\(WORKTREE at [0-9a-f]{12}, with changes\\)");
    assertThat(git(folder, "worktree", "list").lines()).hasSize(1);
    assertThat(folder).isDirectoryNotContaining("glob:**/tare-*");

    Jar.Ended failing =
        gate()
            .jar()
            .run(
                SideGate.words(
                    gate + " --out other --junit gate.xml",
                    "--build",
                    "sh -c 'echo error: it is broken; echo more; exit 7'"));
    assertThat(failing.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(failing.err())
        .contains("tare: --baseline-rev HEAD: the build ended with 7: error: it is broken");
    assertThat(folder.resolve("gate.xml")).content().contains("<error", "it is broken");
    assertThat(folder.resolve("other/build/baseline.log")).content().contains("more");
    assertThat(git(folder, "worktree", "list").lines()).hasSize(1);
  }
}
