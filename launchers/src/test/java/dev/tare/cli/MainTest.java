package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
