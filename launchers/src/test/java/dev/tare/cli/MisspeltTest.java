package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MisspeltTest {
  private static final List<String> VERBS = List.of("gate", "diff", "matrix", "env", "quick");

  @ParameterizedTest
  @CsvSource({
    "gatte, gate",
    "dif, diff",
    "matirx, matrix",
    "quikc, quick",
    "matr, matrix",
    "version, --version"
  })
  void theNearestVerbIsAskedFor(String word, String verb) {
    assertThat(Misspelt.verb(word, VERBS).orElseThrow()).endsWith(word + "; " + verb + "?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu.Prime", "Syscall", "-h", "[", "something.else", "Prime|gatte"})
  void benchmarksAndWhatIsFarOffAreNotTaken(String word) {
    assertThat(Misspelt.verb(word, VERBS)).isEmpty();
  }

  @Test
  void nothingIsMeasuredForAMisspeltVerb() {
    Terminal terminal = new Terminal();
    assertThat(terminal.run("gatte", "a", "b")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).isEqualTo("tare: no verb and no benchmark is called gatte; gate?\n");
  }

  @Test
  void anOptionInAVerbsPlaceIsAskedFor() {
    Terminal terminal = new Terminal();
    assertThat(terminal.run("--verison")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).isEqualTo("tare: no option is called --verison; --version?\n");
    terminal.clear();
    assertThat(terminal.run("--frobnicate")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).startsWith("tare: --frobnicate is not a recognized option");
  }

  @ParameterizedTest
  @CsvSource({
    "app.Redis -p workload=d, tare: -p workload=d: must be a or b or c or f",
    "app.Redis -p records=0, tare: -p records=0: must be a whole number from 1",
    "'kernel.Spawn -p how=fork,none', tare: -p how=none: must be fork or vfork"
  })
  void aValueThatABenchmarkDoesNotTakeIsRefusedBeforeAnythingIsMeasured(String line, String why) {
    Terminal terminal = new Terminal();
    assertThat(terminal.run(line.split(" "))).as(terminal.err()).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).isEqualTo(why + "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "kernel.Sycall, kernel.Syscall",
    "kernel.Spawn -p hwo=fork, how",
    "kernel.Spawn -rf cvs, csv",
    "kernel.Spawn -bm thprt, thrpt",
    "matrix --benchmarks Sycall --dry-run, Syscall",
    "matrix --benchmarks RandomFile -p shap=read --dry-run, shape",
    "diff pom.xlm pom.xlm, pom.xml",
    "report ./pom.xlm, ./pom.xml",
    "report pom, pom.xml",
    "history scr, src",
    "help gaet, gate",
    "selftest --qick, --quick",
    "isolate --env bare --victim Prmie, Prime",
    "gate --run --baseline-rev HEAD --build flase, false",
    "gate --resume ./pom.xlm, ./pom.xml",
    "gate --run --baseline-jar pom.xlm --candidate-jar pom.xml, pom.xml",
    "gate --taus pom.xlm a b, pom.xml",
    "gate --tau 5 a b, 5%",
    "gate --run --baseline-rev HEAD --build greep, grep",
    "gate --run --baseline-command greep --candidate-command grep, grep",
    "gate --run --baseline-command grep --candidate-command grep --prepare greep, grep",
    "gate --run --baseline-rev HAED, HEAD",
    "gate --run --benchmarks cpu.Prime --filter Pirme, Prime",
    "gate --run --benchmarks cpu.Prime --metric scroe, score"
  })
  void whatIsMeantIsAskedForBeforeAnythingIsDone(String line, String meant) {
    if (line.contains("--baseline-rev")) {
      assumeThat(ThisHost.answers("git", "--version")).as("git is not installed").isTrue();
    }
    Terminal terminal = new Terminal();
    assertThat(terminal.run(line.split(" "))).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("; did you mean " + meant + "?").doesNotContain(".;");
    assertThat(terminal.out()).isEmpty();
  }
}
