package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.runner.BenchmarkList;

/** What gate --run and selftest refuse before they touch anything. */
@Execution(ExecutionMode.CONCURRENT)
class JudgeArgumentsTest {
  @TempDir Path temp;

  private final Terminal terminal = new Terminal();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gate --run a.json | it takes no results",
        "gate --run a.json b.json | it takes no results",
        "gate --candidate docker a.json b.json | for --run",
        "gate --candidate-jvm-arg -Xint a.json b.json | for --run",
        "gate a.json | gate needs two results",
        "gate | gate needs two results",
        "gate --run --baseline doker | did you mean docker?",
        "gate --run --candidate bare(cpu=1) | did you mean cpus?",
        "gate --run --looks 5 | --looks 5: 1 to 4",
        "gate --run --looks 0 | --looks 0: 1 to 4",
        "gate --run --budget 1 | not a time such as 90s, 10m or 1h: 1",
        "gate --run --benchmarks cpu.Prime --budget 9s | --budget 9s: 5 forks a side",
        "gate --run --baseline-command true | one needs the other",
        "gate --run --prepare true | are for --baseline-command",
        "gate --run --baseline-command 'a --candidate-command b | a quote is not closed in: 'a",
        "gate --run --baseline-command a --candidate-command b --warmups -1 | --warmups: from 0",
        "gate --run --baseline-command a --candidate-command b -- Prime | options are for jars",
        "gate --run --baseline-command a --candidate-command b --baseline-rev HEAD | two of one kind",
        "gate --run --baseline-command a --candidate-command b --metric wal | did you mean wall?",
        "gate --run --candidate-rev HEAD | are for --baseline-rev",
        "gate --run -- Prime | --baseline-jar is missing",
        "gate --run --baseline-jar TEMP/a.jar --candidate-jar TEMP/a.jar -- x | not a JMH jar",
        "gate --baseline-command a a.json b.json | for --run",
        "gate --run --blocks 0 | --blocks 0: 1 to 1000",
        "gate --run --limit memory | --limit memory",
        "gate --run --limit speed=1 | --limit speed=1",
        "gate --run --benchmarks cpu.Prime | nothing differs between the sides; --candidate,",
        "gate --run --baseline bare --benchmarks cpu.Prime | nothing differs between the sides",
        "gate --run --baseline bare --candidate bare --benchmarks cpu.Prime | nothing differs between",
        "gate --run --baseline-command true --candidate-command true | nothing differs between",
        "gate --run --baseline-command ./nope --candidate-command true | ./nope: no such program here",
        "gate --run --baseline-command TEMP/empty.jar --candidate-command true | chmod +x allows it",
        "gate --run --baseline-command cd --candidate-command true | for a shell; --shell has it run by sh",
        "gate --run --baseline-command A=1 --candidate-command true | for a shell; --shell has it run by sh",
        "gate --run --benchmarks NoSuch | no benchmark matches",
        "gate --run --benchmarks cpu.Prime --candidate-jar TEMP/none.jar | none.jar: no such file",
        "gate --run --benchmarks cpu.Prime --baseline-jar TEMP/empty.jar | empty.jar: cannot be read",
        "gate --run --benchmarks cpu.Prime --budget 10m --blocks 6 | --blocks: no effect with --budget",
        "gate --run --benchmarks cpu.Prime --time-limit 1m | --time-limit: no effect",
        "gate --run --env bare --baseline bare | --env: no effect",
        "gate --run --baseline-command a --candidate-command b --benchmarks c | --benchmarks: no effect",
        "gate --run --baseline-command a --candidate-command b --baseline-jvm-arg=-Xint | no effect on",
        "gate --run --baseline-command sh --candidate-command cat --filter c | --filter c: no such",
        "gate --run --baseline-command a --candidate-command b --profile quick --blocks 3 | --profile: no effect",
        "gate --run --baseline-jar TEMP/a.jar --candidate-jar TEMP/a.jar --benchmarks c | --benchmarks: no effect",
        "gate --resume TEMP --tau 5% | --tau: no effect with --resume",
        "gate --run --resume TEMP --junit TEMP/a.xml --looks 1 | --looks: no effect with --resume",
        "gate --resume TEMP -- -wi 1 | no effect with --resume",
        "matrix --resume TEMP --env bare | --env: no effect with --resume",
        "isolate --resume TEMP --format md --blocks 2 | --blocks: no effect with --resume",
        "userland --image TEMP/a.tar --list | --list: no effect with --image",
        "facts --json --explain | --explain: no effect with --json",
        "gate --calibration TEMP/none.json a.json b.json | none.json: no such file",
        "diff --calibration TEMP/empty.jar a.json b.json | --calibration none goes without",
        "selftest --handicap 100% | --handicap: above 0 % and below 100 %",
        "selftest --handicap 0% | --handicap: above 0 % and below 100 %",
        "selftest --limit cpus=1 | cpus is the handicap here",
        "selftest --env bare(cpus=1) | cpus is the handicap here",
        "selftest --env nowhere | no layer is called 'nowhere'",
      })
  void refusesInOneLineThatNamesTheOption(String arguments, String line) throws Exception {
    Files.createFile(temp.resolve("empty.jar"));
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(temp.resolve("a.jar")))) {
      jar.putNextEntry(new JarEntry("any.txt"));
    }
    String[] words = arguments.replace("TEMP", temp.toString()).split(" ");
    assertThat(terminal.run(words)).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err().lines().findFirst().orElse("")).startsWith("tare: ").contains(line);
    assertThat(temp).isDirectoryNotContaining("glob:**/run.json");
  }

  /** A jar with the benchmarks of this suite, and nothing else of it. */
  private Path anybodys() throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "org.openjdk.jmh.Main");
    Path file = temp.resolve("any.jar");
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest);
        InputStream list = getClass().getResourceAsStream(BenchmarkList.BENCHMARK_LIST)) {
      jar.putNextEntry(new JarEntry(BenchmarkList.BENCHMARK_LIST.substring(1)));
      list.transferTo(jar);
    }
    return file;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--filter cpu.Pirme -- Prime | --filter cpu.Pirme: no such benchmark; did you mean cpu.Prime?",
        "--metric ^scroe$ -- Prime | there are p50, p99, score",
        "-- cpu.Pirme | did you mean cpu.Prime?",
        "-- Prime -bm foo | -bm foo: no mode of JMH; there are thrpt, avgt",
        "-- Prime -p limt=3 | -p limt=3: no benchmark of these has a parameter limt; did you mean limit?",
        "-- Prime -jvm /nope | -jvm /nope: no program that can be run",
        "-- Prime | nothing differs between the sides; --candidate,",
      })
  void whatAJarWillNotGiveIsRefusedBeforeItIsMeasured(String arguments, String line)
      throws Exception {
    String jar = anybodys().toString();
    String gate = "gate --run --baseline-jar " + jar + " --candidate-jar " + jar + " ";
    assertThat(terminal.run((gate + arguments).split(" "))).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).hasLineCount(1).contains(line);
  }

  @Test
  void aJarThatIsACopyIsTheSameTwiceUnlessThatIsWanted() throws IOException {
    Path jar = anybodys();
    Path copy = Files.copy(jar, temp.resolve("copy.jar"));
    String gate = "gate --run --dry-run --baseline-jar " + jar + " --candidate-jar " + copy;
    assertThat(terminal.run((gate + " -- Prime").split(" "))).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).hasLineCount(1).contains("nothing differs between the sides");
    terminal.clear();
    assertThat(terminal.run((gate + " --allow-same -- Prime").split(" ")))
        .as(terminal.err())
        .isZero();
    assertThat(terminal.run((gate + " --candidate-jvm-arg=-Xint -- Prime").split(" "))).isZero();
  }

  @Test
  void aDryRunSaysWhatABudgetComesTo() {
    String gate = "gate --run --dry-run --baseline-command true --candidate-command false";
    assertThat(terminal.run((gate + " --budget 10m").split(" "))).as(terminal.err()).isZero();
    assertThat(terminal.out()).contains("is measured on, and no block is begun after 10 min");
  }

  @Test
  void aRefusalIsAnErrorInTheReportsAndADryRunWritesNone() throws IOException {
    Path junit = Files.writeString(temp.resolve("gate.xml"), "<old/>");
    String gate = "gate --run --baseline-command ./nope --candidate-command true --junit " + junit;
    assertThat(terminal.run((gate + " --dry-run").split(" "))).isEqualTo(ExitCode.USAGE);
    assertThat(junit).hasContent("<old/>");
    assertThat(terminal.run(gate.split(" "))).isEqualTo(ExitCode.USAGE);
    assertThat(junit).content().contains("<error", "./nope: no such program here");
  }

  @Test
  void oneRevisionTwiceIsRefusedAndWhatOnlyAShellDoesIsSaid() {
    assumeThat(ThisHost.answers("git", "--version")).as("git is not installed").isTrue();
    String gate = "gate --run --baseline-rev HEAD --candidate-rev HEAD --dry-run --build ";
    assertThat(terminal.run((gate + "true").split(" "))).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).hasLineCount(1).contains("candidate-rev HEAD: both are ");
    terminal.clear();
    assertThat(terminal.run((gate + "cd").split(" "))).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("cd: no such program here: that is for a shell; --build");
    terminal.clear();
    assertThat(terminal.run((gate + "true --candidate-jvm-arg=-Xint").split(" "))).isZero();
    assertThat(terminal.out()).contains("git worktree add --detach FOLDER HEAD");
  }

  @Test
  void helpShowsHowToRun() {
    assertThat(terminal.run("gate", "--help")).isZero();
    assertThat(terminal.out()).contains("gate --run", "--candidate-jar", "--calibration");
  }
}
