package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.OptionSpec;

class MainTest {
  private final Terminal terminal = new Terminal();

  static Set<String> verbs() {
    Set<String> verbs = new TreeSet<>(Tare.commandLine().getSubcommands().keySet());
    verbs.remove("help");
    verbs.remove("generate-completion");
    return verbs;
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void everyVerbsHelpHasAnExampleAndItsExitCodes(String verb) {
    assertThat(terminal.run(verb, "--help")).isZero();
    assertThat(terminal.out())
        .contains("java -jar target/benchmarks.jar " + verb)
        .contains("Exit: 0");
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void everyVerbSaysTheVersion(String verb) {
    assertThat(terminal.run(verb, "--version")).isZero();
    assertThat(terminal.out()).startsWith("Tare ").hasLineCount(1);
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void everyVerbButTheHiddenIsInTheGeneralHelp(String verb) {
    assertThat(terminal.run("--help")).isZero();
    var verbs = Tare.commandLine().getSubcommands();
    boolean hidden = verbs.get(verb).getCommandSpec().usageMessage().hidden();
    assertThat(terminal.out().contains("\n  " + verb + " ")).isNotEqualTo(hidden);
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void everyVerbIsOneWholeSentenceInTheGeneralHelp(String verb) {
    assertThat(terminal.run("--help")).isZero();
    List<String> lines = terminal.out().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("  " + verb + " ")) {
        assertThat(lines.get(i)).endsWith(".");
        assertThat(lines.get(i + 1)).matches("(  [a-z].*)?");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void everyVerbsHelpIsWrappedOnceAndSynopsesReadWell(String verb) {
    assertThat(terminal.run(verb, "--help")).isZero();
    assertThat(terminal.out()).doesNotContain("......").doesNotContain("${");
    assertThat(terminal.out().lines()).allMatch(line -> line.length() <= 100);
    assertThat(Tare.commandLine().getSubcommands().get(verb).getCommandSpec().options())
        .allSatisfy(option -> assertThat(option.description()).as(option.longestName()).hasSize(1));
  }

  @Test
  void profilesDefaultIsTheVerbsOwn() {
    assertThat(terminal.run("gate", "--help")).isZero();
    assertThat(terminal.out()).containsPattern("--profile=NAME [^-]*\\(default:\\s+standard\\)");
    for (String verb : List.of("quick", "matrix", "network", "selftest", "isolate", "density")) {
      terminal.clear();
      assertThat(terminal.run(verb, "--help")).isZero();
      assertThat(terminal.out())
          .as(verb)
          .containsPattern("--profile=NAME [^-]*\\(default:\\s+quick\\)");
    }
  }

  /** Where two options of a verb have one label, the shell is told the values of one for both. */
  @ParameterizedTest
  @MethodSource("verbs")
  void valuesThatAreCompletedHaveALabelOfTheirOwn(String verb) {
    Map<String, Set<List<String>>> values = new TreeMap<>();
    for (OptionSpec option :
        Tare.commandLine(verb).getSubcommands().get(verb).getCommandSpec().options()) {
      if (option.completionCandidates() != null) {
        List<String> all = new ArrayList<>();
        option.completionCandidates().forEach(all::add);
        values.computeIfAbsent(option.paramLabel(), any -> new HashSet<>()).add(all);
      }
    }
    assertThat(values.values()).allMatch(each -> each.size() == 1, values.toString());
  }

  @Test
  void aReaderThatHasReadEnoughIsNoNews() {
    OutputStream pipe =
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(err, true, StandardCharsets.UTF_8);
    CheckedOutput out = CheckedOutput.to(pipe, StandardCharsets.UTF_8);
    assertThat(Main.run(out, printed, "generate-completion")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void whatCannotBePrintedIsOneLineAndNoSuccess(String verb) throws Exception {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (OutputStream full = new FileOutputStream("/dev/full")) {
      CheckedOutput out = CheckedOutput.to(full, StandardCharsets.UTF_8);
      PrintStream printed = new PrintStream(err, true, StandardCharsets.UTF_8);
      assertThat(Main.run(out, printed, verb, "--help")).isEqualTo(ExitCode.FAILED);
    }
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("tare: standard output is cut short: No space left on device");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quick",
        "matrix",
        "isolate",
        "allocate",
        "density",
        "network",
        "boot",
        "image",
        "service"
      })
  void rootIsRefusedAsARunFolder(String verb) {
    assertThat(terminal.run(verb, "--out", "/")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err().lines())
        .containsExactly("tare: --out /: the root; a run needs a folder of its own");
  }

  @ParameterizedTest
  @ValueSource(strings = {"quick", "matrix", "selftest", "trial"})
  void patternThatIsNoneIsNamedWithItsOptionInOneLine(String verb) {
    assertThat(terminal.run(verb, "--benchmarks", "[")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err().lines().findFirst().orElseThrow())
        .contains("'--benchmarks'")
        .endsWith("not a regular expression: [ (Unclosed character class)");
  }

  @Test
  void patternThatJmhDoesNotTakeIsOneLine() {
    assertThat(terminal.run("-l", "[")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err().lines())
        .containsExactly("tare: not a regular expression: [ (Unclosed character class)");
  }

  @Test
  void unknownOptionIsRefusedInOneLineWithASuggestion() {
    assertThat(terminal.run("quick", "--benchmark", "x")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).startsWith("tare: Unknown option").contains("--benchmarks");
  }

  @Test
  void quickRefusesAFolderThatIsNotEmpty(@TempDir Path folder) throws Exception {
    Files.createFile(folder.resolve("mine"));
    assertThat(terminal.run("quick", "--out", folder.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err().lines()).hasSize(1);
    assertThat(terminal.err()).contains("not empty");
    assertThat(folder).isDirectoryContaining(file -> file.endsWith("mine"));
  }

  @Test
  void quickRefusesWhatMatchesNothingAndLeavesNothing(@TempDir Path folder) {
    Path run = folder.resolve("run");
    assertThat(terminal.run("quick", "--benchmarks", "NoSuch", "--out", run.toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err().lines()).hasSize(1);
    assertThat(run).doesNotExist();
  }
}
