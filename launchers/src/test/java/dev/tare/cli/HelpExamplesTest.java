package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** What the help of a verb has for examples is planned as it stands there, on whatever host. */
class HelpExamplesTest {
  private static final String DRY = "--dry-run";
  private static final Pattern EXAMPLE = Pattern.compile(" *java -jar \\S+/benchmarks\\.jar (.*)");

  private final Terminal terminal = new Terminal();

  static Stream<String> examples() {
    return Tare.commandLine().getSubcommands().values().stream()
        .filter(verb -> verb.getCommandSpec().findOption(DRY) != null)
        .flatMap(HelpExamplesTest::examples)
        .filter(HelpExamplesTest::isAPlan);
  }

  /** Tells whether it takes nothing that is not there: files, a run, another machine's answer. */
  private static boolean isAPlan(String line) {
    return !line.contains("--resume")
        && !line.matches("(gate|env)( .*)?")
        && (!line.startsWith("fleet ") || line.contains("--env"));
  }

  private static Stream<String> examples(CommandLine verb) {
    return Stream.of(verb.getCommandSpec().usageMessage().footer())
        .map(EXAMPLE::matcher)
        .flatMap(line -> line.results().map(found -> found.group(1)));
  }

  @Test
  void aVerbThatPrintsSaysThatItMayNotBeWritten() {
    assertThat(Tare.commandLine().getSubcommands())
        .allSatisfy(
            (name, verb) -> {
              String footer = String.join("\n", verb.getCommandSpec().usageMessage().footer());
              if (footer.contains("Exit:")) {
                assertThat(footer)
                    .as(name)
                    .containsPattern("(?s)Exit:.* 5 [^;]*(be\\s+written|something\\s+failed)");
              }
            });
  }

  @ParameterizedTest
  @CsvSource({"diff,true", "gate,true", "history,false", "fleet,false"})
  void onlyWhatReadsACalibrationSaysThatItCounts(String name, boolean reads) {
    String help = Tare.commandLine().getSubcommands().get(name).getUsageMessage(Help.Ansi.OFF);
    assertThat(help.replaceAll("\\s+", " ").contains("the place can show by it")).isEqualTo(reads);
    assertThat(help.contains("calibration")).isEqualTo(reads);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleIsPlannedAsItStandsThere(String line) {
    List<String> words = Terminal.words(line);
    words.remove(DRY);
    words.add(DRY);

    int exit = terminal.run(words.toArray(String[]::new));

    assertThat(exit).as(terminal.err()).isZero();
    assertThat(terminal.out()).isNotEmpty();
  }
}
