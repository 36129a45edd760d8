package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.bench.app.CommandWords;
import dev.tare.result.Claim;
import dev.tare.result.PublishedFigure;
import dev.tare.result.io.PublishedJson;
import java.util.List;
import org.junit.jupiter.api.Test;
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
              assertThat(verbs.isEmpty() || verbs.contains(words[0])).as(words[0]).isTrue();
            });
    assertThat(FIGURES)
        .filteredOn(one -> one.command().isEmpty())
        .allSatisfy(one -> assertThat(one.claims()).isEmpty());
  }

  @Test
  void everyBenchmarkOfAClaimIsOneOfOurs() {
    assertThat(FIGURES.stream().flatMap(one -> one.claims().stream()))
        .flatExtracting(one -> one.of().getOrDefault("benchmark", List.of()))
        .hasSizeGreaterThan(40)
        .allSatisfy(name -> assertThat(Class.forName("dev.tare.bench." + name)).isNotNull());
  }
}
