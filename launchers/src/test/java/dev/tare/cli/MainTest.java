package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MainTest {
  private final Terminal terminal = new Terminal();

  static Set<String> verbs() {
    Set<String> verbs = new TreeSet<>(Tare.commandLine().getSubcommands().keySet());
    verbs.remove("help");
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
