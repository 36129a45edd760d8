package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.experiment.BenchmarkValues;
import dev.tare.experiment.BenchmarkWork;
import dev.tare.experiment.Parameter;
import dev.tare.result.io.Records;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A record's components with a parameter are options; the others are left to be settled. */
class ParameterOptionsTest {
  record Asked(
      @Parameter(name = "--number", usual = "1,2", help = "Some") List<Integer> numbers,
      @Parameter(name = "--text", whole = true, help = "Some") List<String> texts,
      @Parameter(name = "--flag", help = "Whether") boolean flag,
      @Parameter(name = "--least", help = "How few") Optional<Integer> least,
      int settled,
      List<String> chosen) {
    Asked {
      if (settled == 0 && flag) {
        throw new IllegalArgumentException("--flag: not here");
      }
    }
  }

  private static <P extends Record> P typed(Class<P> kind, String... words) {
    ParameterOptions<P> options = new ParameterOptions<>(kind);
    CommandSpec spec = CommandSpec.create();
    options.all().forEach(spec::addOption);
    new CommandLine(spec).parseArgs(words);
    return options.parameters();
  }

  @Test
  void whatIsNotTypedIsTheUsualOrNothing() {
    assertThat(typed(Asked.class))
        .isEqualTo(new Asked(List.of(1, 2), List.of(), false, Optional.empty(), 0, List.of()));
  }

  @Test
  void aCommaIsBetweenValuesUnlessItBelongsToOne() {
    Asked asked =
        typed(Asked.class, "--number", "3,4", "--number=5", "--text", "a=1,2", "--text", "b=3");
    assertThat(asked.numbers()).containsExactly(3, 4, 5);
    assertThat(asked.texts()).containsExactly("a=1,2", "b=3");
  }

  /** Has what several experiments have. */
  record Shared(@BenchmarkValues List<String> params) {}

  @Test
  void whatSeveralHaveIsDeclaredOnceAndAPlanWithoutItHasNone() throws IOException {
    assertThat(typed(Shared.class, "-p", "a=1,2", "-p", "b=3").params())
        .containsExactly("a=1,2", "b=3");
    assertThat(Records.parse("{}", Shared.class, "a plan").params()).isEmpty();
    Shared some = new Shared(List.of("a=1"));
    assertThat(Records.parse(Records.line(some), Shared.class, "a plan")).isEqualTo(some);
  }

  @Test
  void whatTheRecordRefusesIsAUsageFailure() {
    assertThatThrownBy(() -> typed(Asked.class, "--flag"))
        .isInstanceOf(UsageFailure.class)
        .hasMessage("--flag: not here");
  }

  @Test
  void anOptionIsReadWhereItIsMixedIn() {
    ParameterOptions<BenchmarkWork> options = new ParameterOptions<>(BenchmarkWork.class);
    CommandSpec spec = CommandSpec.create().addMixin("p", options.mixin("-p"));
    new CommandLine(spec).parseArgs("-p", "a=1,2", "-p", "x:b=3");
    assertThat(options.parameters().params()).containsExactly("a=1,2", "x:b=3");
    assertThat(options.parameters().benchmarks()).isEmpty();
  }

  @Test
  void aListOfRegularExpressionsIsWrittenAsAnyOtherAndWhatIsNoneIsRefused() {
    assertThat(typed(BenchmarkWork.class, "--benchmarks", "a{1,2},b{3,},c").benchmarks())
        .containsExactly("a{1,2}", "b{3,}", "c");
    CommandSpec spec = new ParameterOptions<>(BenchmarkWork.class).mixin("--benchmarks");
    assertThat(spec.options().get(0).splitRegexSynopsisLabel()).isEqualTo(",");
    assertThatThrownBy(() -> typed(BenchmarkWork.class, "--benchmarks", "a("))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("--benchmarks");
  }
}
