package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.tare.bench.app.CommandWords;
import dev.tare.result.Claim;
import dev.tare.result.PublishedFigure;
import dev.tare.result.io.PublishedJson;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParseResult;

/** Holds the studies' figures against the program that is to measure them. */
class StudyCommandsTest {
  private static final List<PublishedFigure> FIGURES = PublishedJson.read().figures();

  @Test
  void whatWouldMeasureAFigureIsACommandOfAVerbThatItsClaimsAreAbout() {
    assertThat(FIGURES)
        .filteredOn(one -> one.command().isPresent())
        .hasSizeGreaterThan(60)
        .allSatisfy(
            one -> {
              List<String> typed = one.command().get().words();
              String[] words = typed.toArray(String[]::new);
              assertThat(CommandWords.of(one.command().get().text())).isEqualTo(typed);
              ParseResult parsed = Tare.commandLine().parseArgs(words);
              assertThat(parsed.hasSubcommand()).isTrue();
              List<String> verbs = one.claims().stream().map(Claim::experiment).toList();
              assertThat(verbs).as("what it measures stands beside it").contains(words[0]);
            });
    assertThat(FIGURES)
        .filteredOn(one -> one.command().isEmpty())
        .allSatisfy(one -> assertThat(one.claims()).isEmpty());
  }

  /** What a verb would refuse has no estimate. */
  @ParameterizedTest
  @ValueSource(
      strings = {"chaufournier2016", "vaucher2015", "dhar2016", "enberg2016", "sonone2015"})
  void whatAStudyDidIsAPlanWhoseEveryStepIsAccepted(String study) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit = Main.run(new PrintStream(out), new PrintStream(err), "paper", study, "--dry-run");
    assertThat(exit).as(err.toString()).isEqualTo(ExitCode.DONE);
    assertThat(out.toString().lines())
        .last(STRING)
        .matches("# [0-9]+ steps of " + study + "; all of them take about [0-9]+ (min|h)");
    assertThat(out.toString()).contains(" --profile paper ").doesNotContain("left out");
  }

  @Test
  void whatIsNoStudyOrNoneOfItsEnvironmentsIsRefusedInOneLine() {
    assertThat(refused("paper", "dhar2017"))
        .isEqualTo(
            "tare: dhar2017: no study; did you mean dhar2016?; there are chaufournier2016, vaucher2015, dhar2016,"
                + " enberg2016, sonone2015\n");
    assertThat(refused("paper", "dhar2016", "--env", "lxc"))
        .isEqualTo("tare: --env lxc: dhar2016 has bare, docker, kvm, runc\n");
    assertThat(refused("paper", "chaufournier2016", "--env", "bare", "--dry-run"))
        .startsWith("tare: --env bare: chaufournier2016 says nothing of that alone; it compares ")
        .contains("bare, ")
        .contains("lxc");
    assertThat(refused("paper", "dhar2016", "--env", "kvm(vcpus=1)"))
        .contains("options are the study's own");
    assertThat(refused("paper", "dhar2016", "--resume", "no-such"))
        .startsWith("tare: --resume no-such: no such plan");
  }

  private static String refused(String... words) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    assertThat(Main.run(nowhere, new PrintStream(err), words)).isEqualTo(ExitCode.USAGE);
    return err.toString();
  }

  @Test
  void everyBenchmarkOfAClaimIsOneOfOurs() {
    assertThat(FIGURES.stream().flatMap(one -> one.claims().stream()))
        .flatExtracting(one -> one.of().getOrDefault("benchmark", List.of()))
        .hasSizeGreaterThan(40)
        .allSatisfy(name -> assertThat(Class.forName("dev.tare.bench." + name)).isNotNull());
  }
}
