package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    return Main.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        args);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  static Set<String> verbs() {
    Set<String> verbs = new TreeSet<>(Tare.commandLine().getSubcommands().keySet());
    verbs.remove("help");
    return verbs;
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void everyVerbsHelpHasAnExampleAndItsExitCodes(String verb) {
    assertThat(run(verb, "--help")).isZero();
    assertThat(out()).contains("java -jar target/benchmarks.jar " + verb).contains("Exit: 0");
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void everyVerbButTheHiddenIsInTheGeneralHelp(String verb) {
    assertThat(run("--help")).isZero();
    var verbs = Tare.commandLine().getSubcommands();
    boolean hidden = verbs.get(verb).getCommandSpec().usageMessage().hidden();
    assertThat(out().contains("\n  " + verb + " ")).isNotEqualTo(hidden);
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void everyVerbIsOneWholeSentenceInTheGeneralHelp(String verb) {
    assertThat(run("--help")).isZero();
    List<String> lines = out().lines().toList();
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
    assertThat(run(verb, "--help")).isZero();
    assertThat(out()).doesNotContain("......").doesNotContain("${");
    assertThat(out().lines()).allMatch(line -> line.length() <= 100);
    assertThat(Tare.commandLine().getSubcommands().get(verb).getCommandSpec().options())
        .allSatisfy(option -> assertThat(option.description()).as(option.longestName()).hasSize(1));
  }

  @Test
  void profilesDefaultIsTheVerbsOwn() {
    assertThat(run("gate", "--help")).isZero();
    assertThat(out()).containsPattern("--profile=NAME [^-]*\\(default:\\s+standard\\)");
    for (String verb : List.of("quick", "matrix", "network", "selftest", "isolate", "density")) {
      out.reset();
      assertThat(run(verb, "--help")).isZero();
      assertThat(out()).as(verb).containsPattern("--profile=NAME [^-]*\\(default:\\s+quick\\)");
    }
  }

  @Test
  void unknownOptionIsRefusedInOneLineWithASuggestion() {
    assertThat(run("quick", "--benchmark", "x")).isEqualTo(ExitCode.USAGE);
    assertThat(err()).startsWith("tare: Unknown option").contains("--benchmarks");
  }

  @Test
  void quickRefusesAFolderThatIsNotEmpty(@TempDir Path folder) throws Exception {
    Files.createFile(folder.resolve("mine"));
    assertThat(run("quick", "--out", folder.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(err().lines()).hasSize(1);
    assertThat(err()).contains("not empty");
    assertThat(folder).isDirectoryContaining(file -> file.endsWith("mine"));
  }

  @Test
  void quickRefusesWhatMatchesNothingAndLeavesNothing(@TempDir Path folder) {
    Path run = folder.resolve("run");
    assertThat(run("quick", "--benchmarks", "NoSuch", "--out", run.toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err().lines()).hasSize(1);
    assertThat(run).doesNotExist();
  }
}
