package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What gate --run and selftest refuse before they touch anything. */
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
        "gate --run --benchmarks NoSuch | no benchmark matches",
        "gate --run --benchmarks cpu.Prime --candidate-jar TEMP/none.jar | none.jar: cannot be read",
        "gate --run --benchmarks cpu.Prime --baseline-jar TEMP/empty.jar | empty.jar: cannot be read",
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

  @Test
  void helpShowsHowToRun() {
    assertThat(terminal.run("gate", "--help")).isZero();
    assertThat(terminal.out()).contains("gate --run", "--candidate-jar", "--calibration");
  }
}
