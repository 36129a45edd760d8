package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Every command of ours that a document quotes, run as it stands there, in the document's order,
 * though what is measured is measured shortly.
 */
@Tag("full")
class DocumentsIT {
  private static final Path ROOT = Path.of(System.getProperty("tare.root"));
  private static final Pattern COMMAND =
      Pattern.compile(
          "^\\s*(?:- )?(sh ')?(?:java -jar (?:target/benchmarks|tare)\\.jar|\\./tare) (.*)$");

  @TempDir Path folder;

  private static List<String> commands(String document) throws IOException {
    List<String> commands = new ArrayList<>();
    boolean fenced = false;
    String text = Files.readString(ROOT.resolve(document)).replaceAll("\\\\\n *", "");
    for (String line : text.lines().toList()) {
      fenced ^= line.strip().startsWith("```");
      Matcher command = COMMAND.matcher(line);
      if (fenced && command.matches()) {
        boolean quoted = command.group(1) != null;
        commands.add(quoted ? command.group(2).replaceFirst("'$", "") : command.group(2));
      }
    }
    return commands;
  }

  private Jar.Ended run(String command) {
    List<String> words = Terminal.words(shortened(command));
    if (words.contains("--dry-run")) {
      // A plan needs no process of its own, which takes ten times as long.
      Terminal terminal = new Terminal();
      int exit = terminal.run(words.toArray(String[]::new));
      return new Jar.Ended(0, exit, terminal.out(), terminal.err());
    }
    return new Jar(folder).patient().brief().run(words.toArray(String[]::new));
  }

  /** How often it is measured, and how small a change is told. */
  private static String shortened(String command) {
    if (command.startsWith("matrix ") && !command.contains("--blocks")) {
      return command + " --blocks 1";
    }
    if (!command.startsWith("gate --run ")) {
      // Of what JMH runs here, two forks are as good as five.
      return command
          .replace("--blocks 3", "--blocks 1")
          .replace("cpu.Prime -f 5", "cpu.Prime -f 2");
    }
    // Within a budget it ends as soon as all is judged.
    String shortly = command.contains("--budget") ? "" : " --looks 1";
    shortly += shortly.isEmpty() || command.contains("--profile") ? "" : " --profile quick";
    return command
        .replace("gate --run ", "gate --run --tau 200%" + shortly + " ")
        .replaceAll(
            "-- (-wi 3 -w 1 -i 5 -r 1|MyBench)$", "-- -wi 1 -w 50ms -i 3 -r 50ms MyBenchmark.same")
        .replace("mvn -q package -DskipTests", "sh build.sh")
        .replace("--budget 10m", "--budget 90s");
  }

  /** Two jars, a file and two revisions of a project, as the recipes have them. */
  private void project() throws IOException, InterruptedException {
    JmhFixture fixture = new JmhFixture(folder);
    fixture.jar("old.jar", 100);
    Files.copy(fixture.jar("new.jar", 101), folder.resolve("input"));
    Files.write(folder.resolve("f"), new byte[1 << 20]);
    Files.writeString(
        folder.resolve("build.sh"), "mkdir -p target && cp input target/benchmarks.jar");
    for (String words :
        List.of("init -q", "add input build.sh", "commit -qm 1", "commit -qm 2 --allow-empty")) {
      List<String> git =
          new ArrayList<>(List.of("git", "-c", "user.email=a@b", "-c", "user.name=n"));
      git.addAll(List.of(words.split(" ")));
      Process process = new ProcessBuilder(git).directory(folder.toFile()).inheritIO().start();
      assertThat(process.waitFor()).as(words).isZero();
    }
  }

  @Test
  void readmesCommandsDoWhatItSays() throws IOException {
    List<String> commands = commands("README.md");
    // On a machine without anything: .ci/fresh has it run.
    assertThat(commands.removeAll(List.of("quick", "test"))).isTrue();
    assertThat(commands).hasSizeGreaterThan(4);
    for (String command : commands) {
      Jar.Ended ended = run(command);
      assertThat(ended.exit()).as(command + "\n" + ended.err()).isZero();
    }
    assertThat(folder.resolve("report.html")).isNotEmptyFile();
    assertThat(folder.resolve("results/runs")).isDirectoryRecursivelyContaining("glob:**/jmh.json");
  }

  @Test
  void reportsCommandsLeaveTheirPages() throws IOException {
    List<String> commands = commands("docs/report.md");
    assertThat(commands).hasSizeGreaterThan(4);
    for (String command : commands) {
      Jar.Ended ended = run(command);
      assertThat(ended.exit()).as(command + "\n" + ended.err()).isZero();
    }
    assertThat(folder.resolve("results/runs/first/report.html")).isNotEmptyFile();
    assertThat(folder.resolve("both.html")).isNotEmptyFile();
  }

  @Test
  @ResourceLock("what killed runs leave")
  void whatDocumentsSayOfEnvironmentsAndExperimentsIsAnswered() throws IOException {
    List<String> commands = new ArrayList<>(commands("docs/environments.md"));
    commands.addAll(commands("docs/isolation.md"));
    commands.addAll(commands("docs/programs.md"));
    assertThat(commands("docs/experiments.md")).hasSizeGreaterThan(3);
    commands.addAll(commands("docs/experiments.md"));
    commands.addAll(commands("docs/benchmarks.md"));
    commands.addAll(commands("docs/studies.md"));
    commands.addAll(commands("docs/fleets.md"));
    assertThat(commands).hasSizeGreaterThan(8);
    for (String command : commands) {
      Jar.Ended ended = run(command);
      assertThat(ended.exit()).as(command + "\n" + ended.err()).isZero();
    }
  }

  @Test
  void recipesForContinuousIntegrationRunAndJudge() throws IOException, InterruptedException {
    project();
    for (String side : List.of("baseline", "candidate")) {
      Jar.Ended measured =
          run("kernel.Syscall -f 5 -wi 0 -i 1 -r 100ms -rf json -rff " + side + ".json");
      assertThat(measured.exit()).isZero();
    }
    // What a recipe has for one service stands there for the others too.
    Set<String> commands = new LinkedHashSet<>(commands("docs/ci.md"));
    assertThat(commands).hasSizeGreaterThan(4).hasSizeLessThan(commands("docs/ci.md").size());
    Set<Integer> ends = new HashSet<>();
    for (String command : commands) {
      if (!command.startsWith("-rf")) {
        Jar.Ended ended = run(command);
        ends.add(ended.exit());
        // On a busy machine two runs may differ, or tell nothing: verdicts, not failures.
        assertThat(Set.of(ExitCode.DONE, ExitCode.REGRESSED, ExitCode.INCONCLUSIVE))
            .as(command + "\n" + ended.err())
            .contains(ended.exit());
      }
    }
    assertThat(ends).as("some are judged").containsAnyOf(ExitCode.DONE, ExitCode.REGRESSED);
    assertThat(folder.resolve("gate.xml")).content().contains("<testsuite");
    assertThat(folder.resolve("gate.md")).content().startsWith("### Gate ");
  }
}
